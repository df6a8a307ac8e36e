package org.syncline.wire.internal;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Writes points in time and spans in the forms that both formats and the ids share (wire reference,
 * section 9). What .NET cannot hold is written as the nearest value that it can, so that one odd
 * row does not end every download; digits beyond 100 ns are cut.
 */
public final class ClockText {
  /** The first point in time of the wire. */
  static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

  /** The last one. */
  static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_900);

  /** The longest span: 2^63 - 1 units of 100 ns. */
  static final Duration LONGEST = Duration.ofSeconds(922_337_203_685L, 477_580_700);

  /** The longest span backwards: 2^63 units of 100 ns. */
  static final Duration LONGEST_BACK = LONGEST.plusNanos(100).negated();

  /** The most that an offset can be, either way. */
  static final int MOST_OFFSET_SECONDS = 14 * 3600;

  private static final int NANOS_PER_TICK = 100;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private ClockText() {}

  /** {@code 2019-03-04T05:06:07.8901234}: always 7 fraction digits, never a zone. */
  public static void dateTime(Utf8Buffer out, LocalDateTime value) {
    LocalDateTime t = within(value);
    out.padded(t.getYear(), 4);
    out.put('-');
    out.padded(t.getMonthValue(), 2);
    out.put('-');
    out.padded(t.getDayOfMonth(), 2);
    out.put('T');
    out.padded(t.getHour(), 2);
    out.put(':');
    out.padded(t.getMinute(), 2);
    out.put(':');
    out.padded(t.getSecond(), 2);
    out.put('.');
    out.padded(t.getNano() / NANOS_PER_TICK, 7);
  }

  /** Milliseconds of the clock reading since 1970, cut toward zero. */
  public static long epochMillis(LocalDateTime value) {
    LocalDateTime t = within(value);
    int nanos = t.get(ChronoField.NANO_OF_SECOND);
    long floor = t.toEpochSecond(ZoneOffset.UTC) * 1000 + nanos / NANOS_PER_MILLI;
    return floor < 0 && nanos % NANOS_PER_MILLI != 0 ? floor + 1 : floor;
  }

  private static LocalDateTime within(LocalDateTime value) {
    if (value.isBefore(FIRST)) {
      return FIRST;
    }
    return value.isAfter(LAST) ? LAST : value;
  }

  /** {@code 2019-03-04T05:06:07.8901234+05:30}: a numeric offset, never {@code Z}. */
  public static void dateTimeOffset(Utf8Buffer out, OffsetDateTime value) {
    OffsetDateTime t = value;
    int offset = t.getOffset().getTotalSeconds();
    LocalDateTime local = t.toLocalDateTime();
    LocalDateTime utc = local.minusSeconds(offset);
    if (offset % 60 != 0
        || Math.abs(offset) > MOST_OFFSET_SECONDS
        || !local.equals(within(local))
        || !utc.equals(within(utc))) {
      t = within(utc).atOffset(ZoneOffset.UTC);
      offset = 0;
    }
    dateTime(out, t.toLocalDateTime());
    out.put(offset < 0 ? '-' : '+');
    int minutes = Math.abs(offset) / 60;
    out.padded(minutes / 60, 2);
    out.put(':');
    out.padded(minutes % 60, 2);
  }

  /** {@code [-][d.]hh:mm:ss[.fffffff]}: 7 fraction digits or none. */
  public static void time(Utf8Buffer out, Duration value) {
    Duration limited = value.compareTo(LONGEST) > 0 ? LONGEST : value;
    limited = limited.compareTo(LONGEST_BACK) < 0 ? LONGEST_BACK : limited;
    Duration span = limited.abs();
    long ticks = span.getNano() / NANOS_PER_TICK;
    if (value.isNegative() && (span.getSeconds() != 0 || ticks != 0)) {
      out.put('-');
    }
    if (span.toDays() > 0) {
      out.number(span.toDays());
      out.put('.');
    }
    out.padded(span.toHoursPart(), 2);
    out.put(':');
    out.padded(span.toMinutesPart(), 2);
    out.put(':');
    out.padded(span.toSecondsPart(), 2);
    if (ticks != 0) {
      out.put('.');
      out.padded(ticks, 7);
    }
  }
}
