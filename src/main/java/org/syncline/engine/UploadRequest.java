package org.syncline.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.syncline.model.ReplicaState;
import org.syncline.model.UploadedChange;

/**
 * An upload, read and typed.
 *
 * @param replica who sends it; empty: a client that has never synced
 * @param blob the text that {@code replica} was sealed in, exactly as it came; empty without one
 * @param parameters values for the scope's parameters, used only without a replica; may hold nulls
 * @param changes as they were sent, no key twice
 * @param directions what the application's own code makes of them; not a part of what makes an
 *     upload the same upload
 */
public record UploadRequest(
    Optional<ReplicaState> replica,
    String blob,
    List<Object> parameters,
    List<UploadedChange> changes,
    Directions directions) {
  /** An upload that nobody looks at. */
  public UploadRequest(
      Optional<ReplicaState> replica,
      String blob,
      List<Object> parameters,
      List<UploadedChange> changes) {
    this(replica, blob, parameters, changes, Directions.none(changes));
  }

  public UploadRequest {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    changes = List.copyOf(changes);
    if (directions.changes().size() != changes.size()) {
      throw new IllegalArgumentException(
          "%d changes cannot be stored as %d"
              .formatted(changes.size(), directions.changes().size()));
    }
  }
}
