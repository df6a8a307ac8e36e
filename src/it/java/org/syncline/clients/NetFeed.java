package org.syncline.clients;

import java.util.List;

/**
 * A request or an answer of N and W.
 *
 * @param blob null where an answer has none
 */
record NetFeed(boolean more, String blob, List<NetEntity> entities) {
  NetFeed {
    entities = List.copyOf(entities);
  }
}
