package org.syncline.testkit;

import java.util.List;

/**
 * A request or an answer of the OData + Sync door.
 *
 * @param blob base64 text; empty from a client that has none yet
 */
public record WireMessage(boolean more, String blob, List<WireEntity> entities) {
  public WireMessage {
    entities = List.copyOf(entities);
  }
}
