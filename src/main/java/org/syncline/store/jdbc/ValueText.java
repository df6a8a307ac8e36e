package org.syncline.store.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.syncline.model.EdmType;

/**
 * Keys and filter values as the change log holds them: a JSON array of texts, the same text for the
 * same value whether a trigger or the engine writes it. So each type has one text for each value,
 * in a form that triggers in SQL can make too:
 *
 * <table>
 *   <caption>Texts</caption>
 *   <tr><td>Boolean</td><td>{@code true}, {@code false}</td></tr>
 *   <tr><td>whole numbers</td><td>decimal digits</td></tr>
 *   <tr><td>Decimal</td><td>without exponent and without zeros at the end of a fraction</td></tr>
 *   <tr><td>Single, Double</td><td>as Java writes them; of no use to SQL</td></tr>
 *   <tr><td>Guid, Binary</td><td>lower-case hexadecimal</td></tr>
 *   <tr><td>DateTime</td><td>{@code 2024-01-02T03:04:05.000000000}, always nine digits; a year
 *       beyond four digits has its sign before it, as in ISO 8601</td></tr>
 *   <tr><td>DateTimeOffset</td><td>the same in UTC, followed by {@code Z}</td></tr>
 *   <tr><td>Time</td><td>{@code 03:04:05.000000000}</td></tr>
 * </table>
 *
 * <p>The array has no blanks. In its strings only quotation marks, backslashes and control
 * characters are escaped, with {@code \b \f \n \r \t} and otherwise four lower-case hexadecimal
 * digits.
 */
final class ValueText {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 9, 9, true)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(TIME)
          .toFormatter(Locale.ROOT);

  private ValueText() {}

  static String write(List<?> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Object value : values) {
        if (value == null) {
          json.writeNull();
        } else {
          json.writeString(textOf(value));
        }
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A JSON object of texts, in the order of the map; null where a value is null. */
  static String write(Map<String, ?> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (var value : values.entrySet()) {
        json.writeStringField(
            value.getKey(), value.getValue() == null ? null : textOf(value.getValue()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The texts in an object by name, null where a value is null. */
  static Map<String, String> named(String object) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(object)) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        texts.put(name, json.nextToken() == JsonToken.VALUE_NULL ? null : json.getText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not an object of values: " + object, e);
    }
    return texts;
  }

  /** The texts in an array, null where a value is null. */
  static List<String> texts(String array) {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(array)) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        texts.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not a list of values: " + array, e);
    }
    return texts;
  }

  static List<Object> read(String array, List<EdmType> types) {
    List<String> texts = texts(array);
    List<Object> values = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      values.add(valueOf(texts.get(i), types.get(i)));
    }
    return values;
  }

  /** Also knows the classes that the H2 driver hands to triggers. */
  static String textOf(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Duration span) {
      return timeOfDay(span).map(TIME::format).orElseGet(span::toString);
    }
    if (value instanceof Time time) {
      return TIME.format(time.toLocalTime());
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof OffsetDateTime reading) {
      return DATE_TIME.format(utc(reading)) + "Z";
    }
    return dateTime(value).map(DATE_TIME::format).orElseGet(value::toString);
  }

  /** A day is read as the date and time at which it begins, so it is written as that too. */
  private static Optional<LocalDateTime> dateTime(Object value) {
    if (value instanceof LocalDateTime reading) {
      return Optional.of(reading);
    }
    if (value instanceof Timestamp timestamp) {
      return Optional.of(timestamp.toLocalDateTime());
    }
    if (value instanceof LocalDate day) {
      return Optional.of(day.atStartOfDay());
    }
    if (value instanceof Date day) {
      return Optional.of(day.toLocalDate().atStartOfDay());
    }
    return Optional.empty();
  }

  /** Empty for a span that is none: no column holds it. */
  static Optional<LocalTime> timeOfDay(Duration span) {
    return span.isNegative() || span.compareTo(Duration.ofDays(1)) >= 0
        ? Optional.empty()
        : Optional.of(LocalTime.ofNanoOfDay(span.toNanos()));
  }

  static Duration timeOf(LocalTime time) {
    return Duration.ofNanos(time.toNanoOfDay());
  }

  /** The reading of the same instant that has one text. */
  static OffsetDateTime utc(OffsetDateTime reading) {
    return reading.withOffsetSameInstant(ZoneOffset.UTC);
  }

  /** Null for null. Also reads what earlier versions wrote: fewer digits, spans, offsets. */
  static Object valueOf(String text, EdmType type) {
    if (text == null) {
      return null;
    }
    return switch (type) {
      case BOOLEAN -> text.equals("1") || Boolean.parseBoolean(text);
      case SBYTE -> Byte.valueOf(text);
      case BYTE, INT16 -> Short.valueOf(text);
      case INT32 -> Integer.valueOf(text);
      case INT64 -> Long.valueOf(text);
      case SINGLE -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case STRING -> text;
      case GUID -> UUID.fromString(text);
      case BINARY -> HexFormat.of().parseHex(text);
      case DATE_TIME -> LocalDateTime.parse(text);
      case DATE_TIME_OFFSET -> utc(OffsetDateTime.parse(text));
      case TIME -> text.contains("P") ? Duration.parse(text) : timeOf(LocalTime.parse(text));
    };
  }
}
