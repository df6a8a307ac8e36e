package org.syncline.engine;

import java.util.OptionalInt;
import java.util.UUID;
import org.syncline.model.Anchor;

/** What a database can say of its own past. */
public interface Past {
  /** Names the database's history; another one after a restore. */
  UUID epoch();

  /** Whether this history contains the anchor and still has all that came after it. */
  boolean holds(Anchor anchor);

  /** Whether an upload with this number was applied for the replica. */
  boolean applied(UUID replica, long upload);

  /**
   * From which node of its {@link org.syncline.model.Line} the newest upload under the replica's
   * name came; empty if it made none, or none that is remembered.
   */
  OptionalInt lastUploadFrom(UUID replica);
}
