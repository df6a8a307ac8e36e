package org.syncline.wire.internal;

import org.syncline.model.ConflictResolution;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/**
 * How one format writes the pieces of one answer. Entities are written one after another; each
 * begins with the {@link #separator()}, which the first entity of the answer loses again. Not
 * thread-safe.
 */
public interface FeedEncoder {
  String mediaType();

  /** How many bytes of each entity separate it from the one before. */
  int separator();

  void row(Utf8Buffer out, RowView row);

  void tombstone(Utf8Buffer out, RowKey key);

  /** A row or tombstone of an upload answer. */
  void entity(Utf8Buffer out, Side side);

  void conflict(Utf8Buffer out, ConflictResolution resolution, Side live, Side losing);

  void error(Utf8Buffer out, String description, Side live, Side losing);

  /** All that stands before the first entity. */
  void head(Utf8Buffer out, String blob, boolean more);

  /** All that stands behind the last entity. */
  byte[] tail();
}
