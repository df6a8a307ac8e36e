package org.syncline.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entity of a request or an answer, live or tombstone, in neither of the two formats.
 *
 * @param uri its entity id; null or empty on a client's insert
 * @param tempId a client's mark on an insert, or null
 * @param values by column name, in column order; empty on a tombstone
 * @param outcome a conflict or an error that it carries, or null
 */
public record WireEntity(
    ListsTable table,
    String uri,
    String tempId,
    boolean deleted,
    Map<String, Object> values,
    Outcome outcome) {
  public WireEntity {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What an upload's answer says besides the live entity. */
  public sealed interface Outcome {
    WireEntity losing();
  }

  /**
   * The row was changed on both sides.
   *
   * @param resolution exactly ServerWins, ClientWins or Merge
   */
  public record Conflict(String resolution, WireEntity losing) implements Outcome {}

  /**
   * The row could not be stored.
   *
   * @param description free text, may be empty
   */
  public record Failure(String description, WireEntity losing) implements Outcome {}

  static WireEntity live(ListsTable table, String uri, String tempId, Map<String, Object> values) {
    return new WireEntity(table, uri, tempId, false, values, null);
  }

  static WireEntity tombstone(ListsTable table, String uri) {
    return new WireEntity(table, uri, null, true, Map.of(), null);
  }

  /** {@code Type(Key=literal, ...)}: by this the device files its rows. */
  public String id() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }
}
