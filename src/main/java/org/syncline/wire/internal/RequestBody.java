package org.syncline.wire.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * The body of a request on its way into a parser. It remembers when the body itself could not be
 * read: parsers wrap and rename such failures, and those are not the sender's fault.
 */
public final class RequestBody extends FilterInputStream {
  /** Parsers repeat names and tokens of the body, however long these are. */
  private static final int MOST_MESSAGE_CHARS = 200;

  private IOException failed;
  private RuntimeException refused;

  public RequestBody(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    try {
      return super.read(into, from, most);
    } catch (IOException e) {
      failed = e;
      throw e;
    } catch (RuntimeException e) {
      refused = e;
      throw e;
    }
  }

  /**
   * What a parser's failure means: the body's own failure if there was one, else the sender's
   * fault.
   *
   * @param message what is wrong and where, for the sender; cut if it is long
   */
  public SyncException explain(Exception failure, String message) throws IOException {
    if (failed != null) {
      throw failed;
    }
    if (refused != null) {
      throw refused;
    }
    if (failure instanceof SyncException known) {
      return known;
    }
    return new SyncException(
        ErrorCode.BAD_BODY, Literals.shortened(message, MOST_MESSAGE_CHARS), failure);
  }
}
