package org.syncline.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Whether a value came back from a client as it went out to it. */
final class Kept {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration TICK = Duration.ofNanos(100);

  private Kept() {}

  /**
   * What the wire cuts off is no change: the scale of decimals, and the end of times (JSON has
   * milliseconds, Atom 100 ns; wire reference, section 9).
   *
   * @param sent by the client
   * @param had the client's value before, as the database has it
   */
  static boolean same(Object sent, Object had) {
    if (sent instanceof BigDecimal a && had instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    if (sent instanceof LocalDateTime a && had instanceof LocalDateTime b) {
      boolean milliseconds = a.truncatedTo(ChronoUnit.MILLIS).equals(a);
      return isWithin(milliseconds ? MILLISECOND : TICK, Duration.between(a, b));
    }
    if (sent instanceof OffsetDateTime a && had instanceof OffsetDateTime b) {
      return a.getOffset().equals(b.getOffset()) && isWithin(TICK, Duration.between(a, b));
    }
    if (sent instanceof Duration a && had instanceof Duration b) {
      return isWithin(TICK, a.minus(b));
    }
    return Objects.deepEquals(sent, had);
  }

  private static boolean isWithin(Duration limit, Duration difference) {
    return difference.abs().compareTo(limit) < 0;
  }
}
