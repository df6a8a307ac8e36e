package org.syncline.wire.atom;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.syncline.model.EdmType;
import org.syncline.wire.internal.ClockText;
import org.syncline.wire.internal.FloatingText;
import org.syncline.wire.internal.PlainText;
import org.syncline.wire.internal.Utf8Buffer;
import org.syncline.wire.internal.XmlEscapes;

/**
 * Writes values as the text of an element (wire reference, section 9). The infinities go out as
 * {@code Infinity} and {@code -Infinity}: the original's own {@code INF} is refused by its readers.
 */
final class AtomLiterals {
  private AtomLiterals() {}

  /** Writes a value that is not null. */
  static void write(Utf8Buffer out, EdmType type, Object value) {
    switch (type) {
      case STRING -> out.text((String) value, XmlEscapes.TEXT);
      case INT32, INT16, BYTE, SBYTE, INT64 -> out.number(((Number) value).longValue());
      case BOOLEAN -> out.ascii((Boolean) value ? "true" : "false");
      case GUID -> PlainText.guid(out, (UUID) value);
      case DATE_TIME -> ClockText.dateTime(out, (LocalDateTime) value);
      case DECIMAL -> PlainText.decimal(out, (BigDecimal) value);
      case DOUBLE -> FloatingText.write(out, (Double) value);
      case SINGLE -> FloatingText.write(out, (Float) value);
      case BINARY -> PlainText.base64(out, (byte[]) value, false);
      case DATE_TIME_OFFSET -> ClockText.dateTimeOffset(out, (OffsetDateTime) value);
      case TIME -> ClockText.time(out, (Duration) value);
    }
  }
}
