package org.syncline.scope.config;

import java.util.Locale;
import java.util.Optional;
import org.syncline.model.EdmType;

/** Types of SQL Server by the names that the file uses, and what they are on the wire. */
public enum SqlServerType {
  BIT(EdmType.BOOLEAN),
  TINYINT(EdmType.BYTE),
  SMALLINT(EdmType.INT16),
  INT(EdmType.INT32),
  BIGINT(EdmType.INT64),
  REAL(EdmType.SINGLE),
  FLOAT(EdmType.DOUBLE),
  DECIMAL(EdmType.DECIMAL),
  NUMERIC(EdmType.DECIMAL),
  MONEY(EdmType.DECIMAL),
  SMALLMONEY(EdmType.DECIMAL),
  CHAR(EdmType.STRING),
  NCHAR(EdmType.STRING),
  VARCHAR(EdmType.STRING),
  NVARCHAR(EdmType.STRING),
  TEXT(EdmType.STRING),
  NTEXT(EdmType.STRING),
  XML(EdmType.STRING),
  BINARY(EdmType.BINARY),
  VARBINARY(EdmType.BINARY),
  IMAGE(EdmType.BINARY),
  DATE(EdmType.DATE_TIME),
  DATETIME(EdmType.DATE_TIME),
  DATETIME2(EdmType.DATE_TIME),
  SMALLDATETIME(EdmType.DATE_TIME),
  DATETIMEOFFSET(EdmType.DATE_TIME_OFFSET),
  TIME(EdmType.TIME),
  UNIQUEIDENTIFIER(EdmType.GUID);

  private final EdmType edm;

  SqlServerType(EdmType edm) {
    this.edm = edm;
  }

  /** The type on the wire. */
  public EdmType edm() {
    return edm;
  }

  /** Without regard to case; empty for types that do not travel. */
  static Optional<SqlServerType> named(String name) {
    try {
      return Optional.of(valueOf(name.strip().toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether values are versions that the database makes by itself, which do not travel. */
  static boolean isRowVersion(String name) {
    String type = name.strip();
    return type.equalsIgnoreCase("timestamp") || type.equalsIgnoreCase("rowversion");
  }
}
