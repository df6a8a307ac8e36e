package org.syncline.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.syncline.model.EdmType;

/** Values between JDBC and the classes of {@link EdmType#javaType()}. */
final class SqlValues {
  private SqlValues() {}

  static Object read(ResultSet rows, int column, EdmType type) throws SQLException {
    Object value =
        switch (type) {
          case BOOLEAN -> rows.getBoolean(column);
          case SBYTE -> rows.getByte(column);
          case BYTE, INT16 -> rows.getShort(column);
          case INT32 -> rows.getInt(column);
          case INT64 -> rows.getLong(column);
          case SINGLE -> rows.getFloat(column);
          case DOUBLE -> rows.getDouble(column);
          case DECIMAL -> rows.getBigDecimal(column);
          case STRING -> rows.getString(column);
          case GUID -> rows.getObject(column, UUID.class);
          case BINARY -> rows.getBytes(column);
          case DATE_TIME -> rows.getObject(column, LocalDateTime.class);
          case DATE_TIME_OFFSET -> rows.getObject(column, OffsetDateTime.class);
          case TIME -> {
            LocalTime time = rows.getObject(column, LocalTime.class);
            yield time == null ? null : ValueText.timeOf(time);
          }
        };
    return rows.wasNull() ? null : value;
  }

  static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof byte[] bytes) {
      statement.setBytes(at, bytes);
    } else if (value instanceof Duration time) {
      bindTime(statement, at, time);
    } else {
      statement.setObject(at, value);
    }
  }

  /** Columns hold times of day; a span that is none is bound as null, which equals no row's key. */
  private static void bindTime(PreparedStatement statement, int at, Duration time)
      throws SQLException {
    Optional<LocalTime> timeOfDay = ValueText.timeOfDay(time);
    if (timeOfDay.isPresent()) {
      statement.setObject(at, timeOfDay.get());
    } else {
      statement.setNull(at, Types.TIME);
    }
  }

  /** Binds values one after another; gives the place behind them. */
  static int bindAll(Dialect dialect, PreparedStatement statement, int from, List<?> values)
      throws SQLException {
    int at = from;
    for (Object value : values) {
      dialect.bind(statement, at++, value);
    }
    return at;
  }
}
