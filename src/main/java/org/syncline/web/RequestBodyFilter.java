package org.syncline.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts a {@link RequestBody} between the network and everything that reads bodies. */
public class RequestBodyFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient WebSettings settings;
  @Inject private transient SlowSenders slowSenders;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new Bounded(request, settings.requestMaxBytes(), slowSenders), response);
  }

  private static final class Bounded extends HttpServletRequestWrapper {
    private final long mostBytes;
    private final SlowSenders slowSenders;
    private ServletInputStream stream;

    Bounded(HttpServletRequest request, long mostBytes, SlowSenders slowSenders) {
      super(request);
      this.mostBytes = mostBytes;
      this.slowSenders = slowSenders;
    }

    private HttpServletRequest original() {
      return (HttpServletRequest) getRequest();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (stream == null) {
        stream =
            new BodyStream(
                new RequestBody(
                    slowSenders.bounded(original().getInputStream()),
                    original().getContentLengthLong(),
                    original().getHeader("Content-Encoding"),
                    mostBytes));
      }
      return stream;
    }
  }

  /** The servlet face of a {@link RequestBody}; it is read to its end while the request waits. */
  private static final class BodyStream extends ServletInputStream {
    private final RequestBody body;
    private boolean finished;

    BodyStream(RequestBody body) {
      this.body = body;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = body.read(into, offset, length);
      finished |= got < 0;
      return got;
    }

    @Override
    public int read() throws IOException {
      int octet = body.read();
      finished |= octet < 0;
      return octet;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("bodies are read synchronously");
    }
  }
}
