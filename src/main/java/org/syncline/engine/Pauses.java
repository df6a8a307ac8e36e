package org.syncline.engine;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * The pauses between the tries of one request: of random length, so that those who met do not meet
 * again, and longer and longer. For one thread.
 */
final class Pauses {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 1_000;

  private final long began = System.nanoTime();
  private long mostMillis = FIRST_MILLIS;

  /** Whether another try is worth it: for 10 s. */
  boolean worthAnother() {
    return System.nanoTime() - began < PATIENCE_NANOS;
  }

  void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(1 + ThreadLocalRandom.current().nextLong(mostMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SyncException(
          ErrorCode.BUSY, "the server is stopping; send the same request again", e);
    }
    mostMillis = Math.min(2 * mostMillis, LONGEST_MILLIS);
  }
}
