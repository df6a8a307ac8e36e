package org.syncline.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * Refuses objects with very many members, also those that are only read over: to find members that
 * are there twice, the parser keeps the names of every object until its end.
 */
final class BoundedMembers extends JsonParserDelegate {
  static final int MOST = 1000;

  BoundedMembers(JsonParser parser) {
    super(parser);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    if (token == JsonToken.FIELD_NAME && delegate.getParsingContext().getEntryCount() > MOST) {
      throw new StreamConstraintsException(
          "an object has more than " + MOST + " members", delegate.currentTokenLocation());
    }
    return token;
  }

  /** Not that of the delegate, which would not count. */
  @Override
  public JsonParser skipChildren() throws IOException {
    JsonToken token = currentToken();
    int depth = token != null && token.isStructStart() ? 1 : 0;
    while (depth > 0) {
      token = nextToken();
      if (token == null) {
        return this; // told by the next token that is asked for
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
    }
    return this;
  }
}
