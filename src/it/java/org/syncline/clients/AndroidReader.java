package org.syncline.clients;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads answers as A does: a walk over tokens that knows a few objects and skips others up to the
 * first closing brace, whatever that closes (wire reference, sections 7, 16 and 24).
 */
final class AndroidReader {
  private static final JsonFactory JSON = new JsonFactory();

  /** Kept from answer to answer where a member is missing. */
  private boolean more;

  private String blob;
  private JsonParser parser;

  /** Carried over from the entity before where a member is missing. */
  private String uri;

  private String type;

  void startSync() {
    more = false;
  }

  boolean more() {
    return more;
  }

  String blob() {
    return blob;
  }

  /**
   * @param values text, {@code Long} or null by column, as far as they came
   */
  record Row(String type, String uri, String tempId, boolean deleted, Map<String, Object> values) {}

  /**
   * @throws ClientException where A crashes
   */
  void read(byte[] answer, Consumer<Row> rows) {
    try (JsonParser walk = JSON.createParser(answer)) {
      parser = walk;
      next();
      next(); // the first member, whatever its name
      if (next() != JsonToken.START_OBJECT) {
        throw new ClientException("the first member is no object");
      }
      while (next() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = next();
        if (name.equals("__sync")) {
          sync();
        } else if (name.equals("results")) {
          while (next() != JsonToken.END_ARRAY) {
            rows.accept(entity());
          }
        } else if (value == JsonToken.START_OBJECT) {
          toTheFirstClosingBrace();
        }
      }
    } catch (IOException e) {
      throw new ClientException("no JSON", e);
    }
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new ClientException("the answer ends too early");
    }
    return token;
  }

  private void sync() throws IOException {
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = next();
      switch (name) {
        case "moreChangesAvailable", "resolveConflicts" -> {
          boolean flag = parser.getBooleanValue();
          more = name.equals("moreChangesAvailable") ? flag : more;
        }
        case "serverBlob" -> blob = parser.getText(); // null becomes the text null
        default -> skip(value);
      }
    }
  }

  private Row entity() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    String tempId = null;
    boolean deleted = false;
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = next();
      if (name.equals("__metadata")) {
        while (next() != JsonToken.END_OBJECT) {
          String member = parser.currentName();
          next();
          switch (member) {
            case "uri" -> uri = parser.getText();
            case "type" -> type = parser.getText();
            case "tempId" -> tempId = parser.getText();
            case "isDeleted" -> deleted = parser.getBooleanValue();
            default -> skip(parser.currentToken());
          }
        }
      } else if (name.equals("__syncConflict")) {
        conflict();
      } else if (value == JsonToken.START_OBJECT) {
        toTheFirstClosingBrace();
      } else {
        values.put(name, scalar(value));
      }
    }
    return new Row(type, uri, tempId, deleted, values);
  }

  /** Walked over; only the entity around it counts. */
  private void conflict() throws IOException {
    while (next() != JsonToken.END_OBJECT) {
      JsonToken value = next();
      if (value == JsonToken.START_OBJECT) {
        while (next() != JsonToken.END_OBJECT) {
          skip(next());
        }
      }
    }
  }

  private void skip(JsonToken value) throws IOException {
    if (value == JsonToken.START_OBJECT) {
      toTheFirstClosingBrace();
    }
  }

  private void toTheFirstClosingBrace() throws IOException {
    while (next() != JsonToken.END_OBJECT) {
      // all of it is passed over
    }
  }

  private Object scalar(JsonToken value) throws IOException {
    return switch (value) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> 1L;
      case VALUE_FALSE -> 0L;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> throw new ClientException("no column can hold " + value);
    };
  }
}
