package org.syncline.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The primitive types of the wire (wire reference, section 9) and the one Java class that carries
 * each of them inside Syncline.
 */
public enum EdmType {
  BOOLEAN("Edm.Boolean", Boolean.class),
  /** Unsigned, 0 to 255. */
  BYTE("Edm.Byte", Short.class),
  SBYTE("Edm.SByte", Byte.class),
  INT16("Edm.Int16", Short.class),
  INT32("Edm.Int32", Integer.class),
  INT64("Edm.Int64", Long.class),
  SINGLE("Edm.Single", Float.class),
  DOUBLE("Edm.Double", Double.class),
  DECIMAL("Edm.Decimal", BigDecimal.class),
  STRING("Edm.String", String.class),
  GUID("Edm.Guid", UUID.class),
  BINARY("Edm.Binary", byte[].class),
  /** A clock reading without a zone, 0001-01-01 to 9999-12-31, at most 7 fraction digits. */
  DATE_TIME("Edm.DateTime", LocalDateTime.class),
  DATE_TIME_OFFSET("Edm.DateTimeOffset", OffsetDateTime.class),
  /** A signed span of time; the wire writes it as {@code [-][d.]hh:mm:ss[.fffffff]}. */
  TIME("Edm.Time", Duration.class);

  private final String edmName;
  private final Class<?> javaType;

  EdmType(String edmName, Class<?> javaType) {
    this.edmName = edmName;
    this.javaType = javaType;
  }

  /** The name on the wire, such as {@code Edm.Int32}. */
  public String edmName() {
    return edmName;
  }

  /** The class of every non-null value of this type. */
  public Class<?> javaType() {
    return javaType;
  }
}
