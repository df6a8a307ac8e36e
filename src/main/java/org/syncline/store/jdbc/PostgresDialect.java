package org.syncline.store.jdbc;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.syncline.model.EdmType;

/** PostgreSQL 14 and newer. */
public final class PostgresDialect implements Dialect {
  /** PostgreSQL cuts longer names off, and then two of them may be one. */
  private static final int MOST_NAME_BYTES = 63;

  /** Of clock readings; the driver would round what is finer. */
  private static final int NANOS_OF_FINEST = 1_000;

  private final PostgresSchema schema = new PostgresSchema(this);

  @Override
  public SchemaDialect schema() {
    return schema;
  }

  @Override
  public String trackingName(TrackedTable table) {
    return own("SYNCLINE_TRK_", table);
  }

  @Override
  public String seenName(TrackedTable table) {
    return own("SYNCLINE_SEEN_", table);
  }

  /** A name for something of Syncline's that belongs to a table; not longer than it may be. */
  static String own(String prefix, TrackedTable table) {
    String name = prefix + table.sqlName();
    if (name.getBytes(StandardCharsets.UTF_8).length <= MOST_NAME_BYTES) {
      return name;
    }
    StringBuilder cut = new StringBuilder(prefix);
    String hash = SqlText.hash(table.sqlName());
    int bytes = prefix.length() + 1 + hash.length();
    for (int point : table.sqlName().codePoints().toArray()) {
      String character = Character.toString(point);
      bytes += character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_NAME_BYTES) {
        break;
      }
      cut.append(character);
    }
    return cut + "_" + hash;
  }

  /** The driver makes a date and time of a timestamp, but not of a date. */
  @Override
  public String selected(String column, EdmType type) {
    // under a name of no column, so that ORDER BY means the column and finds its index
    return type == EdmType.DATE_TIME ? column + "::timestamp AS syncline_v" : column;
  }

  @Override
  public String mergeTracking(TrackedTable table) {
    String keys = SqlText.numbered("K", table.keys().size());
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s, F_KEY) DO UPDATE SET %sSEQ = EXCLUDED.SEQ, LOG_ID = EXCLUDED.LOG_ID, GONE = EXCLUDED.GONE, ECHO = EXCLUDED.ECHO, WRITER = EXCLUDED.WRITER, UPLOAD = EXCLUDED.UPLOAD"
        .formatted(
            quote(trackingName(table)),
            SqlText.trackingColumns(table),
            SqlText.parameters(table, 7),
            keys,
            IntStream.range(0, table.filters().size())
                .mapToObj(i -> "F%d = EXCLUDED.F%d, ".formatted(i, i))
                .collect(Collectors.joining()));
  }

  @Override
  public String deleteSome(String table, String condition) {
    return "DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE %s FETCH FIRST ? ROWS ONLY))"
        .formatted(table, table, condition);
  }

  @Override
  public String isOlder(String column) {
    return column + " <= CURRENT_TIMESTAMP - ? * INTERVAL '1 second'";
  }

  @Override
  public String isPrimary() {
    return "NOT pg_is_in_recovery()";
  }

  @Override
  public int snapshotIsolation() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public void setWriter(Connection connection, UUID replica, long upload) throws SQLException {
    if (replica == null) {
      return; // the settings have gone with their transaction
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT set_config('syncline.writer', ?, true),"
                + " set_config('syncline.upload', ?, true)")) {
      statement.setString(1, replica.toString());
      statement.setString(2, Long.toString(upload));
      statement.executeQuery().close();
    }
  }

  /** Those that wait for the commit by themselves go on doing so. */
  @Override
  public void checkDeferred(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
      statement.execute("SET CONSTRAINTS ALL DEFERRED");
    }
  }

  /** Null also for what PostgreSQL has beyond numbers and beyond time: NaN and the infinities. */
  @Override
  public Object read(ResultSet rows, int column, EdmType type) throws SQLException {
    return switch (type) {
      case DECIMAL -> {
        Object number = rows.getObject(column);
        yield number == null || number instanceof Double ? null : rows.getBigDecimal(column);
      }
      case DATE_TIME -> {
        LocalDateTime reading = PostgresClock.dateTime(rows, column);
        yield LocalDateTime.MAX.equals(reading) || LocalDateTime.MIN.equals(reading)
            ? null
            : reading;
      }
      case DATE_TIME_OFFSET -> {
        OffsetDateTime reading = PostgresClock.dateTimeOffset(rows, column);
        yield OffsetDateTime.MAX.equals(reading) || OffsetDateTime.MIN.equals(reading)
            ? null
            : reading;
      }
      default -> SqlValues.read(rows, column, type);
    };
  }

  /**
   * What no column can hold is bound as null, which equals no row's key: the driver would bind
   * something similar, and find a row that was not meant.
   */
  @Override
  public void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof String text && !isStorable(text)) {
      statement.setNull(at, Types.VARCHAR);
    } else if (value instanceof LocalDateTime reading && isTooFine(reading)) {
      statement.setNull(at, Types.TIMESTAMP);
    } else if (value instanceof OffsetDateTime reading && isTooFine(reading)) {
      statement.setNull(at, Types.TIMESTAMP_WITH_TIMEZONE);
    } else if (value instanceof Duration time && time.toNanosPart() % NANOS_OF_FINEST != 0) {
      statement.setNull(at, Types.TIME);
    } else {
      SqlValues.bind(statement, at, value);
    }
  }

  private static boolean isTooFine(TemporalAccessor reading) {
    return reading.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_FINEST != 0;
  }

  /** Whether it has neither a character 0 nor half of a surrogate pair. */
  private static boolean isStorable(String text) {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    return text.indexOf('\0') < 0 && utf8.canEncode(text);
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return "23505".equals(failure.getSQLState());
  }
}
