package org.syncline.clients;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.syncline.testkit.CellType;
import org.syncline.testkit.ListsTable;

/** Between the values that N and W hold and those that are compared with the database. */
final class Cells {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  private Cells() {}

  /** Full rows, every column in order. */
  static Map<String, Object> held(ListsTable table, Map<String, Object> compared) {
    Map<String, Object> held = new LinkedHashMap<>();
    table
        .fullRow(compared)
        .forEach((name, value) -> held.put(name, held(table.column(name).type(), value)));
    return held;
  }

  private static Object held(CellType type, Object value) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case GUID -> UUID.fromString((String) value);
      case DATE_TIME -> dateTime((Long) value);
      default -> value;
    };
  }

  static Map<String, Object> compared(Map<String, Object> held) {
    Map<String, Object> compared = new LinkedHashMap<>();
    held.forEach((name, value) -> compared.put(name, compared(value)));
    return compared;
  }

  private static Object compared(Object value) {
    if (value instanceof LocalDateTime time) {
      return millis(time);
    }
    return value instanceof UUID ? value.toString() : value;
  }

  /** Milliseconds since 1970 of the clock reading, toward zero. */
  static long millis(LocalDateTime time) {
    return ChronoUnit.MILLIS.between(EPOCH, time);
  }

  static LocalDateTime dateTime(long millis) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000L),
        (int) Math.floorMod(millis, 1000L) * 1_000_000,
        ZoneOffset.UTC);
  }
}
