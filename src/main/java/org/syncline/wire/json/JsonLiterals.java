package org.syncline.wire.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.syncline.model.EdmType;
import org.syncline.wire.internal.ClockText;
import org.syncline.wire.internal.FloatingText;
import org.syncline.wire.internal.JsonEscapes;
import org.syncline.wire.internal.PlainText;
import org.syncline.wire.internal.Utf8Buffer;

/**
 * Writes values as JSON (wire reference, section 9): numbers and truth values bare, the rest as
 * strings.
 *
 * <p>{@code NaN} and the infinities, which JSON does not have, go out as the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}: the .NET clients read these back, and null would lose
 * the value or be refused.
 */
final class JsonLiterals {
  private static final int LONG_BITS = 63;

  private JsonLiterals() {}

  static void write(Utf8Buffer out, EdmType type, Object value) {
    if (value == null) {
      out.ascii("null");
      return;
    }
    switch (type) {
      case STRING -> JsonEscapes.string(out, (String) value);
      case INT32, INT16, BYTE, SBYTE, INT64 -> out.number(((Number) value).longValue());
      case BOOLEAN -> out.ascii((Boolean) value ? "true" : "false");
      case GUID -> {
        out.put('"');
        PlainText.guid(out, (UUID) value);
        out.put('"');
      }
      case DATE_TIME -> {
        out.ascii("\"\\/Date(");
        out.number(ClockText.epochMillis((LocalDateTime) value));
        out.ascii(")\\/\"");
      }
      case DECIMAL -> decimal(out, (BigDecimal) value);
      case DOUBLE -> number(out, (Double) value);
      case SINGLE -> number(out, (Float) value);
      case BINARY -> {
        out.put('"');
        PlainText.base64(out, (byte[]) value, true);
        out.put('"');
      }
      case DATE_TIME_OFFSET -> {
        out.ascii("\"datetimeoffset'");
        ClockText.dateTimeOffset(out, (OffsetDateTime) value);
        out.ascii("'\"");
      }
      case TIME -> {
        out.ascii("\"time'");
        ClockText.time(out, (Duration) value);
        out.ascii("'\"");
      }
    }
  }

  /** A whole number that does not fit 64 bits gets a fraction: one client cannot read it bare. */
  private static void decimal(Utf8Buffer out, BigDecimal value) {
    PlainText.decimal(out, value);
    if (value.scale() <= 0 && value.toBigInteger().bitLength() > LONG_BITS) {
      out.ascii(".0");
    }
  }

  private static void number(Utf8Buffer out, double value) {
    if (Double.isFinite(value)) {
      FloatingText.write(out, value);
    } else {
      JsonEscapes.string(out, Double.toString(value));
    }
  }

  private static void number(Utf8Buffer out, float value) {
    if (Float.isFinite(value)) {
      FloatingText.write(out, value);
    } else {
      JsonEscapes.string(out, Float.toString(value));
    }
  }
}
