package org.syncline.store.jpa;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.syncline.model.EdmType;

/** How the classes in which EclipseLink moves column values stand to the types of the wire. */
final class FieldTypes {
  private static final Map<Class<?>, EdmType> TYPES =
      Map.ofEntries(
          Map.entry(Boolean.class, EdmType.BOOLEAN),
          Map.entry(Byte.class, EdmType.SBYTE),
          Map.entry(Short.class, EdmType.INT16),
          Map.entry(Integer.class, EdmType.INT32),
          Map.entry(Long.class, EdmType.INT64),
          Map.entry(Float.class, EdmType.SINGLE),
          Map.entry(Double.class, EdmType.DOUBLE),
          Map.entry(BigDecimal.class, EdmType.DECIMAL),
          Map.entry(String.class, EdmType.STRING),
          Map.entry(Clob.class, EdmType.STRING),
          Map.entry(UUID.class, EdmType.GUID),
          Map.entry(byte[].class, EdmType.BINARY),
          Map.entry(Blob.class, EdmType.BINARY),
          Map.entry(LocalDateTime.class, EdmType.DATE_TIME),
          Map.entry(LocalDate.class, EdmType.DATE_TIME),
          Map.entry(Timestamp.class, EdmType.DATE_TIME),
          Map.entry(java.sql.Date.class, EdmType.DATE_TIME),
          Map.entry(OffsetDateTime.class, EdmType.DATE_TIME_OFFSET),
          Map.entry(LocalTime.class, EdmType.TIME));

  /** What to say to somebody whose class is not among them. */
  static final String SUPPORTED =
      "boolean, byte, short, int, long, float, double, BigDecimal, String, UUID, byte[], LocalDate,"
          + " LocalTime, LocalDateTime, OffsetDateTime";

  private FieldTypes() {}

  static Optional<EdmType> edmType(Class<?> fieldClass) {
    return Optional.ofNullable(fieldClass == null ? null : TYPES.get(fieldClass));
  }

  /**
   * The class for a column of a table that no class maps.
   *
   * @param jdbcType of {@link Types}
   * @param typeName what the database calls the type
   */
  static Optional<Class<?>> ofColumn(int jdbcType, String typeName) {
    String name = typeName.toLowerCase(Locale.ROOT);
    // drivers know these by numbers that mean something else, or nothing
    if (name.equals("uuid")) {
      return Optional.of(UUID.class);
    }
    if (name.equals("timestamptz")) {
      return Optional.of(OffsetDateTime.class);
    }
    // values that would lose their offset or currency, or do not fit the signed type
    if (name.equals("timetz") || name.equals("money") || name.contains("unsigned")) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (jdbcType) {
          case Types.BIT, Types.BOOLEAN -> Boolean.class;
          case Types.TINYINT -> Byte.class;
          case Types.SMALLINT -> Short.class;
          case Types.INTEGER -> Integer.class;
          case Types.BIGINT -> Long.class;
          case Types.REAL -> Float.class;
          case Types.FLOAT, Types.DOUBLE -> Double.class;
          case Types.DECIMAL, Types.NUMERIC -> BigDecimal.class;
          case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> String.class;
          case Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> String.class;
          case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> byte[].class;
          case Types.DATE -> LocalDate.class;
          case Types.TIMESTAMP -> LocalDateTime.class;
          case Types.TIMESTAMP_WITH_TIMEZONE -> OffsetDateTime.class;
          case Types.TIME -> LocalTime.class;
          default -> null;
        });
  }

  /**
   * A value of the wire as a converter, or EclipseLink's own conversion, expects it.
   *
   * @throws RefusedRowException if a time of day is asked for and the span is none
   */
  static Object toField(Object value, Class<?> fieldClass) {
    if (value instanceof LocalDateTime reading) {
      if (fieldClass == LocalDate.class) {
        return reading.toLocalDate();
      }
      if (fieldClass == java.sql.Date.class) {
        return java.sql.Date.valueOf(reading.toLocalDate());
      }
      if (fieldClass == Timestamp.class) {
        return Timestamp.valueOf(reading);
      }
    }
    if (value instanceof Duration time && fieldClass == LocalTime.class) {
      if (time.isNegative() || time.compareTo(Duration.ofDays(1)) >= 0) {
        throw new RefusedRowException("a time of day must be from 00:00 to 23:59:59.9999999");
      }
      return LocalTime.ofNanoOfDay(time.toNanos());
    }
    return value;
  }
}
