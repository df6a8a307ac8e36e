package org.syncline.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Compresses a body whose length was declared before it began. Only the compressed bytes are kept,
 * and only to count them, so that the answer still says its length. A body of undeclared length, a
 * small one, or one that is encoded already passes as it is.
 */
final class GzipResponse extends HttpServletResponseWrapper implements AutoCloseable {
  /** Below this, head and trailer of gzip eat what compression gains. */
  static final int LEAST_BYTES = 512;

  private final int level;
  private long declaredBytes = -1;
  private Body body;
  private PrintWriter writer;
  private GzipBuffer zipped;

  GzipResponse(HttpServletResponse response, int level) {
    super(response);
    this.level = level;
  }

  @Override
  public void setContentLength(int length) {
    declaredBytes = length;
  }

  @Override
  public void setContentLengthLong(long length) {
    declaredBytes = length;
  }

  @Override
  public void setHeader(String name, String value) {
    if (!tookLength(name, value)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!tookLength(name, value)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (!tookLength(name, Integer.toString(value))) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (!tookLength(name, Integer.toString(value))) {
      super.addIntHeader(name, value);
    }
  }

  private boolean tookLength(String name, String value) {
    if (!name.equalsIgnoreCase("Content-Length")) {
      return false;
    }
    declaredBytes = value == null ? -1 : Long.parseLong(value);
    return true;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (body == null) {
      body = new Body();
    }
    return body;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    if (zipped == null && body != null && body.target != null) {
      super.flushBuffer();
    }
  }

  @Override
  public void reset() {
    super.reset();
    forget();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    forget();
  }

  private void forget() {
    close();
    zipped = null;
    body = null;
    writer = null;
    declaredBytes = -1;
  }

  /** Sends what was compressed, with its length. */
  void finish() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    if (zipped != null) {
      zipped.finish();
      super.setContentLength(zipped.length());
      zipped.writeTo(super.getOutputStream());
    } else if ((body == null || body.target == null) && declaredBytes >= 0 && !isCommitted()) {
      super.setContentLengthLong(declaredBytes);
    }
  }

  /** Gives the compressor's memory back, also when the answer was never finished. */
  @Override
  public void close() {
    if (zipped != null) {
      zipped.close();
    }
  }

  private OutputStream begin() throws IOException {
    if (declaredBytes >= LEAST_BYTES && !containsHeader("Content-Encoding")) {
      super.setHeader("Content-Encoding", "gzip");
      zipped = new GzipBuffer(level, declaredBytes);
      return zipped;
    }
    if (declaredBytes >= 0) {
      super.setContentLengthLong(declaredBytes);
    }
    return super.getOutputStream();
  }

  /** Decides at its first byte where it goes. */
  private final class Body extends ServletOutputStream {
    private OutputStream target;

    private OutputStream target() throws IOException {
      if (target == null) {
        target = begin();
      }
      return target;
    }

    @Override
    public void write(int octet) throws IOException {
      target().write(octet);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (length > 0) {
        target().write(from, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      if (target != null && zipped == null) {
        target.flush();
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("answers are written synchronously");
    }
  }
}
