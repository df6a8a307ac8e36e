package org.syncline.web;

import jakarta.servlet.ServletInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * Keeps those who send slowly from taking all threads: who reads a body waits for its bytes. What
 * is there already is read at once; only so many wait at the same time, and none for ever. Only the
 * time of waiting counts, so that a server that is busy does not blame its callers.
 */
final class SlowSenders {
  /** Half of the threads that the server has for requests. */
  static final int MOST_WAITING = 100;

  /** What a telephone on the edge of a bad network still manages. */
  private static final int LEAST_BYTES_PER_SECOND = 1024;

  private static final Duration PATIENCE_FOR_A_TURN = Duration.ofSeconds(1);

  private final Semaphore turns;
  private final Duration patience;
  private final LongSupplier nanoTime;

  /**
   * @param mostWaiting at the same time
   * @param patience with each body, however short; each 1024 bytes give it a second more
   */
  SlowSenders(int mostWaiting, Duration patience, LongSupplier nanoTime) {
    this.turns = new Semaphore(mostWaiting, true);
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** The same body, read within bounds. */
  InputStream bounded(ServletInputStream body) {
    return new Awaited(body);
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(PATIENCE_FOR_A_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SyncException(
        ErrorCode.BUSY,
        "the server waits for too many bodies at this moment; send the same request again");
  }

  private final class Awaited extends FilterInputStream {
    private final ServletInputStream body;
    private long gotBytes;
    private long waitedNanos;

    Awaited(ServletInputStream body) {
      super(body);
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    /**
     * @throws SyncException TOO_SLOW, or BUSY if others are waited for
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (body.isFinished() || body.available() > 0) {
        return counted(body.read(into, offset, length));
      }
      refuseIfOverdue();
      takeTurn();
      long start = nanoTime.getAsLong();
      try {
        return counted(body.read(into, offset, length));
      } catch (IOException e) {
        waitedNanos += nanoTime.getAsLong() - start;
        refuseIfOverdue(); // the server itself may have lost its patience
        throw e;
      } finally {
        waitedNanos += nanoTime.getAsLong() - start;
        turns.release();
      }
    }

    private int counted(int got) {
      gotBytes += Math.max(0, got);
      return got;
    }

    private void refuseIfOverdue() {
      long grantedNanos =
          patience.toNanos() + TimeUnit.SECONDS.toNanos(1) * (gotBytes / LEAST_BYTES_PER_SECOND);
      if (waitedNanos >= grantedNanos) {
        throw new SyncException(
            ErrorCode.TOO_SLOW,
            "the body comes too slowly: %d bytes in %d seconds; send the same request again, or the changes in several uploads"
                .formatted(gotBytes, TimeUnit.NANOSECONDS.toSeconds(waitedNanos)));
      }
    }
  }
}
