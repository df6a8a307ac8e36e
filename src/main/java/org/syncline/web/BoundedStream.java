package org.syncline.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/** A stream that refuses to give more than so many bytes. */
final class BoundedStream extends FilterInputStream {
  private final long mostBytes;
  private long givenBytes;

  BoundedStream(InputStream in, long mostBytes) {
    super(in);
    this.mostBytes = mostBytes;
  }

  static SyncException tooLarge(long mostBytes) {
    return new SyncException(
        ErrorCode.BODY_TOO_LARGE,
        "the body is larger than "
            + mostBytes
            + " bytes after decompression; send the changes in several uploads");
  }

  /**
   * @throws SyncException BODY_TOO_LARGE
   */
  @Override
  public int read() throws IOException {
    int octet = super.read();
    if (octet >= 0) {
      count(1);
    }
    return octet;
  }

  /**
   * @throws SyncException BODY_TOO_LARGE
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = super.read(into, offset, length);
    if (got > 0) {
      count(got);
    }
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) {
    givenBytes += more;
    if (givenBytes > mostBytes) {
      throw tooLarge(mostBytes);
    }
  }
}
