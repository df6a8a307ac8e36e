package org.syncline.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * A body on disk, in the directory of {@code java.io.tmpdir}, readable by the server's user only.
 * On Unix it has no name there, so a kill leaves nothing behind.
 */
final class BodyFile implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BodyFile.class.getName());
  private static final int BUFFER_BYTES = 64 << 10;

  private final FileChannel file;

  private BodyFile(FileChannel file) {
    this.file = file;
  }

  /**
   * Reads a body to its end.
   *
   * @throws IOException if not all of it arrived
   * @throws SyncException BUSY if there is no room for it
   */
  static BodyFile received(InputStream body) throws IOException {
    BodyFile spool = create();
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
        spool.append(ByteBuffer.wrap(buffer, 0, got));
      }
      spool.file.position(0);
      return spool;
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private static BodyFile create() {
    try {
      return new BodyFile(
          FileChannel.open(
              Files.createTempFile("syncline-", ".body"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static SyncException noRoom(IOException cause) {
    LOG.log(Level.WARNING, "a body could not be kept in java.io.tmpdir", cause);
    return new SyncException(
        ErrorCode.BUSY,
        "the server has no room for the body at this moment; send the same request again",
        cause);
  }

  /** What was received, once. */
  InputStream content() {
    return Channels.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
