package org.syncline.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * The body of a request as the rest of the server sees it: decompressed, and never longer than the
 * limit. What is wrong with it shows when it is read, because only then is the format known in
 * which the refusal goes out.
 */
final class RequestBody extends InputStream {
  private static final int BUFFER_BYTES = 8192;

  private final InputStream raw;
  private final long declaredBytes;
  private final String encoding;
  private final long mostBytes;
  private InputStream opened;

  /**
   * @param declaredBytes the {@code Content-Length}, or -1
   * @param encoding the {@code Content-Encoding}, or null
   * @param mostBytes of the body after decompression, and of what comes over the wire
   */
  RequestBody(InputStream raw, long declaredBytes, String encoding, long mostBytes) {
    this.raw = raw;
    this.declaredBytes = declaredBytes;
    this.encoding = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    this.mostBytes = mostBytes;
  }

  /**
   * @throws SyncException UNSUPPORTED_ENCODING, BODY_TOO_LARGE, or BAD_BODY for broken compression
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return open().read(into, offset, length);
    } catch (ZipException | EOFException e) {
      throw new SyncException(
          ErrorCode.BAD_BODY, "the body is not gzip, or not all of it arrived", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    } else {
      raw.close();
    }
  }

  private InputStream open() throws IOException {
    if (opened == null) {
      opened = decoded();
    }
    return opened;
  }

  private InputStream decoded() throws IOException {
    if (declaredBytes > mostBytes) {
      throw BoundedStream.tooLarge(mostBytes);
    }
    return switch (encoding) {
      case "", "identity" -> new BoundedStream(raw, mostBytes);
      case "gzip", "x-gzip" -> unzipped();
      default ->
          throw new SyncException(
              ErrorCode.UNSUPPORTED_ENCODING,
              "a body may be compressed with gzip, not with " + Echo.of(encoding));
    };
  }

  /** The wire side is bounded too: empty blocks can go on for ever without giving a byte. */
  private InputStream unzipped() throws IOException {
    PushbackInputStream zipped = new PushbackInputStream(new BoundedStream(raw, mostBytes));
    int first = zipped.read();
    if (first < 0) {
      return zipped; // nothing was sent, so nothing was compressed
    }
    zipped.unread(first);
    return new BoundedStream(new GZIPInputStream(zipped, BUFFER_BYTES), mostBytes);
  }
}
