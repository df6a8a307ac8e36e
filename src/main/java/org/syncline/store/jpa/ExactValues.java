package org.syncline.store.jpa;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Values that the drivers take and give as they are, where EclipseLink would convert them. */
final class ExactValues {
  private ExactValues() {}

  /** How EclipseLink reads what is not of these types. */
  interface Otherwise {
    Object read() throws SQLException;
  }

  /** Binds a clock reading or an id; false, and nothing is bound, if the value is neither. */
  static boolean bind(PreparedStatement statement, int index, Object value) throws SQLException {
    boolean exact =
        value instanceof LocalDateTime
            || value instanceof LocalDate
            || value instanceof LocalTime
            || value instanceof OffsetDateTime
            || value instanceof UUID;
    if (exact) {
      statement.setObject(index, value);
    }
    return exact;
  }

  static Object read(ResultSet results, int column, int type, Otherwise otherwise)
      throws SQLException {
    return switch (type) {
      case Types.TIMESTAMP -> results.getObject(column, LocalDateTime.class);
      case Types.DATE -> results.getObject(column, LocalDate.class);
      case Types.TIME -> results.getObject(column, LocalTime.class);
      default -> otherwise.read();
    };
  }
}
