package org.syncline.wire.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import org.syncline.model.EdmType;

/**
 * Writes the values of a key as OData literals (wire reference, section 10). Where the original
 * server writes something that it cannot read back, the OData form stands instead.
 */
final class KeyText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private KeyText() {}

  /** Writes a value; escapes are needed for strings only. */
  static void write(Utf8Buffer out, EdmType type, Object value, Escapes escapes) {
    switch (type) {
      case STRING -> out.text(quoted((String) value), escapes);
      case BOOLEAN -> out.ascii(value.toString());
      case BYTE, SBYTE, INT16, INT32 -> out.number(((Number) value).longValue());
      case INT64 -> {
        out.number((Long) value);
        out.put('L');
      }
      case SINGLE -> {
        FloatingText.write(out, (Float) value);
        out.put('f');
      }
      case DOUBLE -> FloatingText.write(out, (Double) value);
      case DECIMAL -> {
        PlainText.decimal(out, (BigDecimal) value);
        out.put('M');
      }
      case GUID -> {
        out.ascii("guid'");
        PlainText.guid(out, (UUID) value);
        out.put('\'');
      }
      case BINARY -> out.ascii("X'" + HEX.formatHex((byte[]) value) + "'");
      case DATE_TIME, DATE_TIME_OFFSET, TIME -> writeClock(out, type, value);
    }
  }

  private static void writeClock(Utf8Buffer out, EdmType type, Object value) {
    switch (type) {
      case DATE_TIME -> {
        out.ascii("datetime'");
        ClockText.dateTime(out, (LocalDateTime) value);
      }
      case DATE_TIME_OFFSET -> {
        out.ascii("datetimeoffset'");
        ClockText.dateTimeOffset(out, (OffsetDateTime) value);
      }
      default -> {
        out.ascii("time'");
        ClockText.time(out, (Duration) value);
      }
    }
    out.put('\'');
  }

  private static String quoted(String text) {
    return "'" + (text.indexOf('\'') < 0 ? text : text.replace("'", "''")) + "'";
  }
}
