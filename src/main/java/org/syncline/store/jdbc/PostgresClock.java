package org.syncline.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads clock readings. The driver stumbles over leap days of years before the first, which it
 * takes for days of the year that has the same number after it.
 */
final class PostgresClock {
  /** Such as {@code 0005-02-29 01:02:03+00 BC}. */
  private static final Pattern BEFORE_CHRIST = Pattern.compile("(\\d+)-(\\S+) (\\S+) BC");

  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HH:mm:ss", "+00")
          .toFormatter(Locale.ROOT);

  private PostgresClock() {}

  static LocalDateTime dateTime(ResultSet rows, int column) throws SQLException {
    try {
      return rows.getObject(column, LocalDateTime.class);
    } catch (DateTimeException e) {
      return LocalDateTime.parse(iso(rows.getString(column), e));
    }
  }

  static OffsetDateTime dateTimeOffset(ResultSet rows, int column) throws SQLException {
    try {
      return rows.getObject(column, OffsetDateTime.class);
    } catch (DateTimeException e) {
      return OffsetDateTime.parse(iso(rows.getString(column), e), WITH_OFFSET);
    }
  }

  private static String iso(String text, DateTimeException failure) {
    Matcher parts = BEFORE_CHRIST.matcher(text);
    if (!parts.matches()) {
      throw failure;
    }
    int year = 1 - Integer.parseInt(parts.group(1)); // there was no year 0
    String digits = (year < 0 ? "-" : "") + String.format(Locale.ROOT, "%04d", -year);
    return digits + "-" + parts.group(2) + "T" + parts.group(3);
  }
}
