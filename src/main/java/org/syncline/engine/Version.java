package org.syncline.engine;

import java.util.UUID;

/**
 * The last change of a row.
 *
 * @param logId of its entry in the change log
 * @param seq its number; {@link #UNNUMBERED} before it has one, which is newer than any number
 * @param writer the replica whose upload made it; null: somebody else's program
 * @param upload number of that upload; 0 without a writer
 * @param echo whether the writer must be told too, because what was stored is not what it sent
 */
public record Version(long logId, long seq, UUID writer, long upload, boolean echo) {
  public static final long UNNUMBERED = Long.MAX_VALUE;

  boolean isBy(UUID replica) {
    return replica.equals(writer);
  }
}
