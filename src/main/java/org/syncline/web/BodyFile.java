package org.syncline.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
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
  private final Room room;
  private long bytes;

  private BodyFile(FileChannel file, Room room) {
    this.file = file;
    this.room = room;
  }

  /** What all bodies may take together. Safe for use by many threads. */
  static final class Room {
    private final long mostBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    Room(long mostBytes) {
      this.mostBytes = mostBytes;
    }

    private boolean take(long bytes) {
      if (takenBytes.addAndGet(bytes) <= mostBytes) {
        return true;
      }
      takenBytes.addAndGet(-bytes);
      return false;
    }
  }

  /**
   * Reads a body to its end.
   *
   * @throws IOException if not all of it arrived
   * @throws SyncException BUSY if there is no room for it
   */
  static BodyFile received(InputStream body, Room room) throws IOException {
    BodyFile spool = create(room);
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

  private static BodyFile create(Room room) {
    try {
      return new BodyFile(
          FileChannel.open(
              Files.createTempFile("syncline-", ".body"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE),
          room);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private void append(ByteBuffer content) {
    if (!room.take(content.remaining())) {
      throw noRoom(null);
    }
    bytes += content.remaining();
    try {
      while (content.hasRemaining()) {
        file.write(content);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static SyncException noRoom(IOException cause) {
    if (cause != null) {
      LOG.log(Level.WARNING, "a body could not be kept in java.io.tmpdir", cause);
    }
    return new SyncException(
        ErrorCode.BUSY,
        "the server has no room for the body at this moment; send the same request again",
        cause);
  }

  /**
   * The next bytes of what was received, or -1.
   *
   * @throws SyncException BUSY if they cannot be read, which is not the sender's fault
   */
  int read(byte[] into, int from, int most) {
    try {
      return file.read(ByteBuffer.wrap(into, from, most));
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  @Override
  public void close() throws IOException {
    room.takenBytes.addAndGet(-bytes);
    bytes = 0;
    file.close();
  }
}
