package org.syncline.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * Bounds the memory that bodies take: what a large one holds is a multiple of its length, from its
 * reading until its changes are stored, so only some are worked on at the same time and the others
 * wait. A large one is received as a whole before it is worked on, into a file, so that clients on
 * slow lines do not stop everybody else. Small ones, with which most requests come, never wait.
 */
final class LargeBodies {
  /** A blob and some changes. */
  static final int SMALL_BYTES = 64 << 10;

  private static final long HEAP_BYTES_EACH = 64L << 20;
  private static final int LEAST = 2;

  /** The disk has room for so many of the largest. */
  private static final int MOST_BODIES = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore free;
  private final Duration patience;
  private final BodyFile.Room room;

  /**
   * @param most that are worked on at the same time
   * @param patience of those that wait
   * @param mostBytes of all that are being received or wait
   */
  LargeBodies(int most, Duration patience, long mostBytes) {
    this.free = new Semaphore(most, true);
    this.patience = patience;
    this.room = new BodyFile.Room(mostBytes);
  }

  /**
   * As many as the heap has room for.
   *
   * @param bodyBytes of the largest body that is taken
   */
  static LargeBodies within(long heapBytes, long bodyBytes) {
    int most = (int) Math.max(LEAST, heapBytes / HEAP_BYTES_EACH);
    return new LargeBodies(most, PATIENCE, MOST_BODIES * bodyBytes);
  }

  /** For one request; to be closed when its changes are needed no longer. */
  Turn turn() {
    return new Turn();
  }

  /** One of those worked on at the same time, from the moment that its body proves to be large. */
  final class Turn implements AutoCloseable {
    private boolean taken;

    /** The same body, whose reading may wait. */
    InputStream of(InputStream body) {
      return new Counted(body, this, room);
    }

    private void take() {
      if (taken) {
        return;
      }
      try {
        taken = free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SyncException(
            ErrorCode.BUSY, "the server is stopping; send the same request again", e);
      }
      if (!taken) {
        throw new SyncException(
            ErrorCode.BUSY,
            "too many large bodies are being read at this moment; send the same request again");
      }
    }

    @Override
    public void close() {
      if (taken) {
        taken = false;
        free.release();
      }
    }
  }

  private static final class Counted extends FilterInputStream {
    private final Turn turn;
    private final BodyFile.Room room;
    private int smallBytes;

    /** Null as long as the body may be a small one. */
    private BodyFile rest;

    Counted(InputStream body, Turn turn, BodyFile.Room room) {
      super(body);
      this.turn = turn;
      this.room = room;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (smallBytes >= SMALL_BYTES) {
        return rest().read(into, from, most);
      }
      int got = super.read(into, from, Math.min(most, SMALL_BYTES - smallBytes));
      smallBytes += Math.max(0, got);
      return got;
    }

    private BodyFile rest() throws IOException {
      if (rest == null) {
        rest = BodyFile.received(in, room);
        turn.take();
      }
      return rest;
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        if (rest != null) {
          rest.close();
        }
      }
    }
  }
}
