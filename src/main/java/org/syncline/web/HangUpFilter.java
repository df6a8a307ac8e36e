package org.syncline.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A caller that hangs up before it has its answer is everyday business of a mobile network: the
 * rest of the answer goes nowhere, and the log stays quiet. Otherwise the server takes the broken
 * connection for a failure of the application, and writes pages about it.
 */
public class HangUpFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(HangUpFilter.class.getName());

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new Patient(response));
  }

  private static void note(IOException cause) {
    LOG.log(Level.FINE, "a caller hung up before it had its answer", cause);
  }

  private static final class Patient extends HttpServletResponseWrapper {
    private Answer answer;

    Patient(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (answer == null) {
        answer = new Answer(super.getOutputStream());
      }
      return answer;
    }

    @Override
    public void flushBuffer() {
      try {
        super.flushBuffer();
      } catch (IOException e) {
        note(e);
      }
    }
  }

  private static final class Answer extends ServletOutputStream {
    private final ServletOutputStream target;
    private boolean gone;

    Answer(ServletOutputStream target) {
      this.target = target;
    }

    private interface Writing {
      void run() throws IOException;
    }

    private void unlessGone(Writing writing) {
      if (gone) {
        return;
      }
      try {
        writing.run();
      } catch (IOException e) {
        gone = true;
        note(e);
      }
    }

    @Override
    public void write(int octet) {
      unlessGone(() -> target.write(octet));
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      unlessGone(() -> target.write(from, offset, length));
    }

    @Override
    public void flush() {
      unlessGone(target::flush);
    }

    @Override
    public void close() {
      unlessGone(target::close);
    }

    @Override
    public boolean isReady() {
      return target.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      target.setWriteListener(listener);
    }
  }
}
