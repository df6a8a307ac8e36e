package org.syncline.store.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.syncline.model.EdmType;

/**
 * Keys and filter values as the change log holds them: a JSON array of texts, the same text for the
 * same value whether a trigger or the engine writes it.
 */
final class ValueText {
  private static final JsonFactory JSON = new JsonFactory();

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
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime().toString();
    }
    // a day is read as the date and time at which it begins, so it is written as that too
    if (value instanceof LocalDate day) {
      return day.atStartOfDay().toString();
    }
    if (value instanceof Date day) {
      return day.toLocalDate().atStartOfDay().toString();
    }
    if (value instanceof Time time) {
      return timeOf(time.toLocalTime()).toString();
    }
    if (value instanceof LocalTime time) {
      return timeOf(time).toString();
    }
    return value.toString();
  }

  static Duration timeOf(LocalTime time) {
    return Duration.ofNanos(time.toNanoOfDay());
  }

  /** Null for null. */
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
      case DATE_TIME_OFFSET -> OffsetDateTime.parse(text);
      case TIME -> Duration.parse(text);
    };
  }
}
