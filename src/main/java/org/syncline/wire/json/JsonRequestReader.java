package org.syncline.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;
import org.syncline.wire.internal.Literals;
import org.syncline.wire.internal.RawEntity;
import org.syncline.wire.internal.RequestBody;
import org.syncline.wire.internal.UploadedChanges;

/**
 * Reads a JSON request as a stream of tokens: members in any order, unknown ones read over, depth,
 * lengths, members and numbers bounded. A member that is there twice is refused, since readers
 * differ in which one they believe.
 */
final class JsonRequestReader {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_TEXT_CHARS = 16 << 20;
  private static final int MOST_NUMBER_CHARS = 64;
  private static final int MOST_NAME_CHARS = 4096;

  private static final Pattern OF_THE_PARSER =
      Pattern.compile(
          ",? ?from `[^`]*`|( \\(start marker at \\[|: enable `| \\(consider enabling `| \\(not recognized as one ).*",
          Pattern.DOTALL);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(MOST_TEXT_CHARS)
                  .maxNumberLength(MOST_NUMBER_CHARS)
                  .maxNameLength(MOST_NAME_CHARS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // what the original accepts from its clients
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          // interned names of strangers would stay in memory for ever
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final UploadedChanges changes;
  private final boolean upload;
  private final RawEntity entity = new RawEntity();
  private String blob = "";
  private boolean listed;

  private JsonRequestReader(JsonParser parser, Scope scope, boolean upload) {
    this.parser = parser;
    this.upload = upload;
    this.changes = new UploadedChanges(scope);
  }

  /**
   * @param upload whether the list of changes must be there
   */
  static Optional<SyncRequest> read(InputStream in, Scope scope, boolean upload)
      throws IOException {
    RequestBody body = new RequestBody(in);
    try (JsonParser parser = new BoundedMembers(FACTORY.createParser(utf8(body)))) {
      return new JsonRequestReader(parser, scope, upload).request();
    } catch (JacksonException e) {
      throw body.explain(e, where(e.getLocation()) + withoutAdvice(e.getOriginalMessage()));
    } catch (RuntimeException e) {
      throw body.explain(e, "the JSON body cannot be read");
    }
  }

  /** A byte order mark or another encoding is refused, as the original does. */
  private static InputStream utf8(InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, 4);
    byte[] first = in.readNBytes(4);
    boolean refused = first.length > 0 && (first[0] & 255) >= 0xEF;
    for (byte b : first) {
      refused |= b == 0;
    }
    if (refused) {
      throw bad("line 1, column 1: a JSON body is UTF-8 without a byte order mark");
    }
    in.unread(first);
    return in;
  }

  private static String where(JsonLocation location) {
    return location == null
        ? ""
        : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  /** Jackson says where its limits and texts come from, and ends with advice on its settings. */
  private static String withoutAdvice(String message) {
    return OF_THE_PARSER.matcher(message).replaceAll("").replaceAll("\\s+", " ");
  }

  private Optional<SyncRequest> request() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return Optional.empty();
    }
    if (first != JsonToken.START_OBJECT) {
      throw here("the body is not a JSON object");
    }
    feed(true);
    if (parser.nextToken() != null) {
      throw here("there is more behind the end of the request");
    }
    if (upload && !listed) {
      throw bad("an upload needs a list 'results', which is empty if nothing has changed");
    }
    return Optional.of(new SyncRequest(blob, changes.all()));
  }

  /** Reads the members of the feed, or those of the object around it, which may be left out. */
  private void feed(boolean outermost) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("__sync")) {
        sync(value);
      } else if (name.equals("results")) {
        results(value);
      } else if (upload && name.equalsIgnoreCase("results")) {
        throw here("the list of changes is called 'results', not '" + name + "'");
      } else if (outermost && value == JsonToken.START_OBJECT) {
        feed(false);
      } else if (outermost && name.equals("d")) {
        throw here("'d' is not an object");
      } else {
        parser.skipChildren();
      }
    }
  }

  private void sync(JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      throw here("'__sync' is not an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      if (name.equals("serverBlob") && member == JsonToken.VALUE_STRING) {
        blob = Literals.withoutBlanks(parser.getText());
      } else if (name.equals("serverBlob") && member.isScalarValue() && !isNull(member)) {
        throw here("'serverBlob' is not a text");
      } else {
        parser.skipChildren();
      }
    }
  }

  private void results(JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      if (upload || (value.isScalarValue() && !isNull(value))) {
        throw here("'results' is not a list");
      }
      parser.skipChildren();
      return;
    }
    listed = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw here(changes.nextName() + " is not an object");
      }
      entity();
      changes.add(entity);
    }
  }

  private void entity() throws IOException {
    entity.clear();
    boolean described = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("__metadata")) {
        metadata(value);
        described = true;
      } else if (value.isStructStart()) {
        entity.nested(name);
        parser.skipChildren();
      } else {
        entity.property(name, isNull(value) ? null : parser.getText());
      }
    }
    if (!described) {
      throw here(changes.nextName() + " has no '__metadata'");
    }
  }

  private void metadata(JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      throw here(changes.nextName() + ": '__metadata' is not an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      switch (name) {
        case "type" -> entity.typeName(text(name, member));
        case "uri" -> entity.id(text(name, member));
        case "tempId" -> entity.tempId(text(name, member));
        case "isDeleted" -> entity.deleted(isDeleted(member));
        default -> parser.skipChildren();
      }
    }
  }

  private String text(String name, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING && !isNull(value)) {
      throw here(changes.nextName() + ": '" + name + "' is not a text");
    }
    return isNull(value) ? null : parser.getText();
  }

  private boolean isDeleted(JsonToken value) throws IOException {
    String text = value.isScalarValue() ? parser.getText() : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw here(changes.nextName() + ": 'isDeleted' is neither true nor false");
    }
    return text.equals("true");
  }

  private static boolean isNull(JsonToken value) {
    return value == JsonToken.VALUE_NULL;
  }

  private SyncException here(String what) {
    return bad(where(parser.currentTokenLocation()) + what);
  }

  private static SyncException bad(String message) {
    return new SyncException(ErrorCode.BAD_BODY, message);
  }
}
