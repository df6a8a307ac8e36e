package org.syncline.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.syncline.model.EdmType;

/**
 * MariaDB 10.11 and newer. A date and time with an offset is kept as its reading in UTC, since no
 * type has offsets.
 */
public final class MariaDbDialect implements Dialect {
  /**
   * What each connection begins with, beside a lock timeout of {@code innodb_lock_wait_timeout}.
   * Strict, or values that do not fit would be cut without an error; quotation marks and bars that
   * mean what they do elsewhere; and UTC, in which a TIMESTAMP has one reading for each instant.
   */
  public static final String SESSION =
      "SET SESSION sql_mode ="
          + " 'STRICT_ALL_TABLES,ANSI_QUOTES,PIPES_AS_CONCAT,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION',"
          + " time_zone = '+00:00'";

  /** Of clock readings; the driver would cut off what is finer. */
  private static final ChronoUnit FINEST = ChronoUnit.MICROS;

  /** The driver writes years before this one as this one. */
  private static final int FIRST_YEAR = 1;

  private static final int LAST_YEAR = 9999;

  /** Of ids; of higher ones MariaDB takes only those in whose place for a variant stands one. */
  private static final int LAST_FREE_VERSION = 7;

  /** The ninth byte of an id, in which its variant stands, if it is the lowest one of RFC 9562. */
  private static final int LOWEST_VARIANT_BYTE = 0x80;

  private static final Set<Integer> DUPLICATE = Set.of(1062, 1169, 1586);

  private final MariaDbSchema schema = new MariaDbSchema(this);

  @Override
  public SchemaDialect schema() {
    return schema;
  }

  /** In the quotes that mean a name under every {@code sql_mode}. */
  @Override
  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  @Override
  public String trackingName(TrackedTable table) {
    return MariaDbNames.own("SYNCLINE_TRK_", table.sqlName());
  }

  @Override
  public String seenName(TrackedTable table) {
    return MariaDbNames.own("SYNCLINE_SEEN_", table.sqlName());
  }

  /** The server tells six digits of a FLOAT, which are not all. */
  @Override
  public String selected(String column, EdmType type) {
    return type == EdmType.SINGLE ? "CAST(" + column + " AS DOUBLE)" : column;
  }

  /** Of the filters' text only a digest is kept: it is part of the key, whose length is limited. */
  @Override
  public String mergeTracking(TrackedTable table) {
    return "INSERT INTO %s (%s) VALUES (%s, UNHEX(SHA2(?, 256)), ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE SEQ = VALUES(SEQ), LOG_ID = VALUES(LOG_ID), GONE = VALUES(GONE), ECHO = VALUES(ECHO), WRITER = VALUES(WRITER), UPLOAD = VALUES(UPLOAD)"
        .formatted(
            quote(trackingName(table)),
            SqlText.trackingColumns(table),
            SqlText.parameters(table, 0));
  }

  @Override
  public String deleteSome(String table, String condition) {
    return "DELETE FROM " + table + " WHERE " + condition + " LIMIT ?";
  }

  @Override
  public String isOlder(String column) {
    return column + " <= UTC_TIMESTAMP(3) - INTERVAL ? SECOND";
  }

  @Override
  public String now() {
    return "UTC_TIMESTAMP(3)";
  }

  @Override
  public Instant moment(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  /** A replica is one that nobody may write to; newer servers have words instead of numbers. */
  @Override
  public String isPrimary() {
    return "@@global.read_only IN ('0', 'OFF')";
  }

  /** Its first read that locks nothing fixes what all later ones see. */
  @Override
  public int snapshotIsolation() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public void setWriter(Connection connection, UUID replica, long upload) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SET @SYNCLINE_WRITER = ?, @SYNCLINE_UPLOAD = ?")) {
      if (replica == null) {
        statement.setNull(1, Types.VARCHAR);
        statement.setNull(2, Types.BIGINT);
      } else {
        statement.setString(1, replica.toString());
        statement.setLong(2, upload);
      }
      statement.execute();
    }
  }

  /** Null also for a date that is none, and a time that is none of a day. */
  @Override
  public Object read(ResultSet rows, int column, EdmType type) throws SQLException {
    return switch (type) {
      case DATE_TIME -> reading(rows, column);
      case DATE_TIME_OFFSET -> {
        LocalDateTime reading = reading(rows, column);
        yield reading == null ? null : reading.atOffset(ZoneOffset.UTC);
      }
      case TIME -> {
        Duration time = rows.getObject(column, Duration.class);
        yield time == null || ValueText.timeOfDay(time).isEmpty() ? null : time;
      }
      default -> SqlValues.read(rows, column, type);
    };
  }

  private static LocalDateTime reading(ResultSet rows, int column) throws SQLException {
    try {
      return rows.getObject(column, LocalDateTime.class);
    } catch (SQLDataException e) {
      return null; // a month 0 or a day 0: one such row must not stop every download
    }
  }

  /**
   * What no column can hold is bound as null, which equals no row's key: the driver would bind
   * something similar, and find a row that was not meant.
   */
  @Override
  public void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof String text && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      statement.setNull(at, Types.VARCHAR);
    } else if (value instanceof UUID id && !isStorable(id)) {
      statement.setNull(at, Types.VARCHAR);
    } else if (value instanceof LocalDateTime reading) {
      bindReading(statement, at, reading);
    } else if (value instanceof OffsetDateTime reading) {
      bindReading(statement, at, ValueText.utc(reading).toLocalDateTime());
    } else if (value instanceof Duration time && !time.truncatedTo(FINEST).equals(time)) {
      statement.setNull(at, Types.TIME);
    } else {
      SqlValues.bind(statement, at, value);
    }
  }

  /**
   * Whether MariaDB's type for ids has a place for an id. It has none for most of those that no
   * version of RFC 9562 allows, and for one in 64 of version 8, which it allows.
   */
  static boolean isStorable(UUID id) {
    long variantByte = id.getLeastSignificantBits() >>> (Long.SIZE - Byte.SIZE);
    return id.version() <= LAST_FREE_VERSION
        || variantByte == 0
        || variantByte > LOWEST_VARIANT_BYTE;
  }

  private static void bindReading(PreparedStatement statement, int at, LocalDateTime reading)
      throws SQLException {
    if (reading.truncatedTo(FINEST).equals(reading)
        && reading.getYear() >= FIRST_YEAR
        && reading.getYear() <= LAST_YEAR) {
      statement.setObject(at, reading);
    } else {
      statement.setNull(at, Types.TIMESTAMP);
    }
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return DUPLICATE.contains(failure.getErrorCode());
  }
}
