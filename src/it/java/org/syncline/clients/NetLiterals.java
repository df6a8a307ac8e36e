package org.syncline.clients;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.syncline.testkit.ListsTable;

/** Texts of values as N and W read and write them (wire reference, section 9). */
final class NetLiterals {
  private static final Pattern SEVEN_DIGITS_PLAIN =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}");
  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
  private static final UUID ZERO = new UUID(0, 0);

  /** W reads dates in Atom leniently, N needs exactly seven digits and no zone. */
  private final boolean lenientDates;

  NetLiterals(boolean lenientDates) {
    this.lenientDates = lenientDates;
  }

  /** What a property becomes that is null or missing. */
  Object empty(ListsTable.Column column, boolean missing) {
    return switch (column.type()) {
      case GUID -> column.key() ? ZERO : null;
      case INT32 -> {
        if (column.key() && !missing) {
          throw new ClientException("null is no value of " + column.name());
        }
        yield column.key() ? (Object) 0L : null;
      }
      default -> null;
    };
  }

  Object read(ListsTable.Column column, String text) {
    return switch (column.type()) {
      case STRING -> text;
      case INT32 -> whole(text.strip());
      case GUID -> guid(text.strip());
      case DATE_TIME -> date(text);
    };
  }

  private static Object whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new ClientException("no whole number: " + text);
    }
    return (long) Integer.parseInt(text);
  }

  private static UUID guid(String text) {
    String digits = text.replaceAll("[{}-]", "");
    if (digits.length() != 32) {
      throw new ClientException("no guid: " + text);
    }
    return UUID.fromString(digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-"));
  }

  private LocalDateTime date(String text) {
    try {
      if (text.contains("(")) {
        return Cells.dateTime(
            Long.parseLong(text.substring(text.indexOf('(') + 1, text.indexOf(')'))));
      }
      if (SEVEN_DIGITS_PLAIN.matcher(text).matches()) {
        return LocalDateTime.parse(text);
      }
      if (lenientDates) {
        return text.endsWith("Z")
            ? OffsetDateTime.parse(text).toLocalDateTime()
            : LocalDateTime.parse(text);
      }
    } catch (DateTimeException | NumberFormatException e) {
      throw new ClientException("no date: " + text, e);
    }
    throw new ClientException("a date needs seven digits and no zone: " + text);
  }

  /** In Atom; JSON has numbers bare and dates of its own. */
  String write(Object value) {
    return value instanceof LocalDateTime time ? time.format(SEVEN_DIGITS) : value.toString();
  }

  /** The table of a type that the client knows. */
  static ListsTable known(String typeName) {
    for (ListsTable table : ListsTable.values()) {
      if (table.typeName().equals(typeName)) {
        return table;
      }
    }
    throw new ClientException("a type that the client does not know: " + typeName);
  }
}
