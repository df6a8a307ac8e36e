package org.syncline.web;

import java.util.Map;
import java.util.TreeMap;
import org.syncline.wire.Payload;

/**
 * An answer before it goes to the server.
 *
 * @param headers besides {@code Content-Type} and {@code Content-Length}, which the body gives
 */
record Reply(int status, Map<String, String> headers, Payload body) {
  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply of(int status, Payload body) {
    return new Reply(status, Map.of(), body);
  }

  /** The same with one more header. */
  Reply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
