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
 * @param changes no key twice
 */
public record UploadRequest(
    Optional<ReplicaState> replica,
    String blob,
    List<Object> parameters,
    List<UploadedChange> changes) {
  public UploadRequest {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    changes = List.copyOf(changes);
  }
}
