package org.syncline.wire.internal;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads points in time and spans; answers null or throws if the text is none. */
final class ClockLiterals {
  private static final Pattern ISO =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,12}))?)?)?"
              + "([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?");

  /** Milliseconds, then perhaps an offset, as they stand between parentheses. */
  private static final Pattern MILLIS =
      Pattern.compile("\\s*([+-]?[0-9]{1,18})([+-][0-9]{4})?\\s*");

  private static final Pattern SPAN =
      Pattern.compile(
          "(-)?(?:([0-9]{1,8})\\.)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,12}))?)?");

  private ClockLiterals() {}

  /**
   * A clock reading. An offset or {@code Z} is read over, not applied: the reading itself is the
   * value.
   */
  static LocalDateTime dateTime(String text) {
    String millis = betweenParentheses(text);
    if (millis != null) {
      Matcher m = matched(MILLIS, millis);
      return within(ofMillis(m.group(1)));
    }
    return within(reading(matched(ISO, unwrapped(text, "datetime"))));
  }

  /** Without an offset: UTC. */
  static OffsetDateTime dateTimeOffset(String text) {
    String millis = betweenParentheses(text);
    if (millis != null) {
      Matcher m = matched(MILLIS, millis);
      return within(ofMillis(m.group(1)).atOffset(ZoneOffset.UTC), offset(m.group(2)));
    }
    Matcher m = matched(ISO, unwrapped(text, "datetimeoffset"));
    ZoneOffset offset = offset(m.group(8));
    return within(reading(m).atOffset(offset), offset);
  }

  /** {@code [-][d.]hh:mm[:ss[.f]]}, or an ISO duration. */
  static Duration time(String text) {
    String inner = unwrapped(text, "time");
    Duration span;
    if (inner.startsWith("P") || inner.startsWith("-P")) {
      span = Duration.parse(inner);
    } else {
      Matcher m = matched(SPAN, inner);
      span =
          Duration.ofDays(number(m.group(2)))
              .plusHours(below(24, m.group(3)))
              .plusMinutes(below(60, m.group(4)))
              .plusSeconds(below(60, m.group(5)))
              .plusNanos(nanos(m.group(6)));
      span = m.group(1) == null ? span : span.negated();
    }
    boolean fits =
        span.compareTo(ClockText.LONGEST) <= 0 && span.compareTo(ClockText.LONGEST_BACK) >= 0;
    return fits ? span : null;
  }

  /**
   * The text between the first opening and the next closing parenthesis, whatever stands around
   * them: one client wraps the whole in quotes.
   */
  private static String betweenParentheses(String text) {
    int open = text.indexOf('(');
    int close = text.indexOf(')', open + 1);
    boolean dated = open >= 0 && text.substring(0, open).toLowerCase(Locale.ROOT).contains("date");
    return dated && close > open ? text.substring(open + 1, close) : null;
  }

  /** The inside of {@code prefix'...'}, or the text itself. */
  private static String unwrapped(String text, String prefix) {
    if (text.length() > prefix.length() + 1
        && text.regionMatches(true, 0, prefix, 0, prefix.length())
        && text.charAt(prefix.length()) == '\''
        && text.endsWith("'")) {
      return text.substring(prefix.length() + 1, text.length() - 1);
    }
    return text;
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException();
    }
    return m;
  }

  private static LocalDateTime ofMillis(String digits) {
    long millis = Long.parseLong(digits);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000) * 1_000_000, ZoneOffset.UTC);
  }

  private static LocalDateTime reading(Matcher iso) {
    return LocalDateTime.of(
        number(iso.group(1)),
        number(iso.group(2)),
        number(iso.group(3)),
        number(iso.group(4)),
        number(iso.group(5)),
        number(iso.group(6)),
        nanos(iso.group(7)));
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int below(int limit, String digits) {
    int value = number(digits);
    if (value >= limit) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  /** A fraction of a second, cut to 100 ns. */
  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 7)) * 100;
  }

  private static ZoneOffset offset(String text) {
    return text == null ? ZoneOffset.UTC : ZoneOffset.of(text.toUpperCase(Locale.ROOT));
  }

  private static LocalDateTime within(LocalDateTime value) {
    boolean fits = !value.isBefore(ClockText.FIRST) && !value.isAfter(ClockText.LAST);
    return fits ? value : null;
  }

  private static OffsetDateTime within(OffsetDateTime value, ZoneOffset offset) {
    OffsetDateTime local = value.withOffsetSameInstant(offset);
    LocalDateTime utc = value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    boolean fits =
        Math.abs(offset.getTotalSeconds()) <= ClockText.MOST_OFFSET_SECONDS
            && within(local.toLocalDateTime()) != null
            && within(utc) != null;
    return fits ? local : null;
  }
}
