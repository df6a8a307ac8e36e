package org.syncline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The column types of the Lists model. A test device holds each value in the one form that both
 * wire formats and the database can be brought to: a {@code Long} for numbers and for milliseconds
 * since 1970, text for the rest. Reading is as strict as the original clients are (wire reference,
 * section 9).
 */
public enum CellType {
  INT32("Edm.Int32") {
    @Override
    Object fromJson(JsonNode node) {
      Checks.require(node.isIntegralNumber() && node.canConvertToInt(), "not a whole number", node);
      return node.longValue();
    }

    @Override
    JsonNode json(Object value) {
      return JsonNodeFactory.instance.numberNode((Long) value);
    }

    @Override
    Object fromAtom(String text) {
      return (long) Integer.parseInt(text);
    }

    @Override
    Object fromJdbc(Object value) {
      return ((Number) value).longValue();
    }

    @Override
    String idLiteral(Object value) {
      return value.toString();
    }
  },

  GUID("Edm.Guid") {
    @Override
    Object fromJson(JsonNode node) {
      Checks.require(node.isTextual(), "not a guid", node);
      return fromAtom(node.textValue());
    }

    @Override
    Object fromAtom(String text) {
      Checks.require(
          UUID.fromString(text).toString().equals(text), "not a lower-case guid with dashes", text);
      return text;
    }

    @Override
    Object fromJdbc(Object value) {
      return value.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    String idLiteral(Object value) {
      return "guid'" + value + "'";
    }
  },

  STRING("Edm.String"),

  /** JSON carries milliseconds, Atom 100 ns: the device cuts to milliseconds toward zero. */
  DATE_TIME("Edm.DateTime") {
    @Override
    Object fromJson(JsonNode node) {
      Matcher date = JSON_DATE.matcher(node.asText());
      Checks.require(node.isTextual() && date.matches(), "not /Date(n)/", node);
      return Long.valueOf(date.group(1));
    }

    @Override
    JsonNode json(Object value) {
      return JsonNodeFactory.instance.textNode("/Date(" + value + ")/");
    }

    @Override
    Object fromAtom(String text) {
      Checks.require(ATOM_DATE.matcher(text).matches(), "needs exactly 7 fraction digits", text);
      return millis(LocalDateTime.parse(text));
    }

    @Override
    String atom(Object value) {
      long millis = (Long) value;
      return LocalDateTime.ofEpochSecond(
              Math.floorDiv(millis, 1000L),
              (int) Math.floorMod(millis, 1000L) * 1_000_000,
              ZoneOffset.UTC)
          .format(SEVEN_DIGITS);
    }

    @Override
    Object fromJdbc(Object value) {
      return millis(
          value instanceof java.sql.Timestamp time
              ? time.toLocalDateTime()
              : (LocalDateTime) value);
    }
  };

  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final Pattern JSON_DATE = Pattern.compile("/Date\\((-?\\d+)\\)/");
  private static final Pattern ATOM_DATE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}");
  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);

  private final String edmName;

  CellType(String edmName) {
    this.edmName = edmName;
  }

  /** As {@code m:type} and the metadata have it. */
  public String edmName() {
    return edmName;
  }

  /** Never called with JSON null. */
  Object fromJson(JsonNode node) {
    Checks.require(node.isTextual(), "not a string", node);
    return node.textValue();
  }

  JsonNode json(Object value) {
    return JsonNodeFactory.instance.textNode((String) value);
  }

  Object fromAtom(String text) {
    return text;
  }

  String atom(Object value) {
    return value.toString();
  }

  Object fromJdbc(Object value) {
    return value;
  }

  /** The literal in an entity id; only types that are keys in the model have one. */
  String idLiteral(Object value) {
    throw new IllegalStateException(this + " is no key type of the model");
  }

  final JsonNode jsonOrNull(Object value) {
    return value == null ? NullNode.instance : json(value);
  }

  private static Long millis(LocalDateTime time) {
    return ChronoUnit.MILLIS.between(EPOCH, time); // whole ones, toward zero
  }
}
