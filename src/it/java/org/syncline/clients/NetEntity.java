package org.syncline.clients;

import java.util.Map;
import org.syncline.testkit.ListsTable;

/**
 * An entity as N and W send and read it. Values are {@code Long}, {@code UUID}, {@code
 * LocalDateTime} or {@code String}.
 *
 * @param uri empty or null on a client's insert
 * @param values empty on a tombstone
 * @param outcome the conflict or error that it carries, or null
 */
record NetEntity(
    ListsTable table,
    String uri,
    String tempId,
    String etag,
    String editUri,
    boolean deleted,
    Map<String, Object> values,
    Outcome outcome) {

  /**
   * What an upload's answer says besides the live entity.
   *
   * @param resolution null for an error
   * @param description null for a conflict
   */
  record Outcome(String resolution, String description, NetEntity losing) {}

  boolean isInsert() {
    return uri == null || uri.isEmpty();
  }

  NetEntity with(Outcome newOutcome) {
    return new NetEntity(table, uri, tempId, etag, editUri, deleted, values, newOutcome);
  }

  /** As the application is told of it. */
  OriginalClient.Told told() {
    NetEntity losing = outcome.losing();
    return new OriginalClient.Told(
        outcome.resolution() == null ? "Error" : outcome.resolution(),
        uri.substring(uri.lastIndexOf('/') + 1),
        deleted ? null : Cells.compared(values),
        losing.deleted() ? null : Cells.compared(losing.values()),
        outcome.description());
  }
}
