package org.syncline.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Conflict;
import org.syncline.scope.Resolution;

/**
 * What the application's own code wants of an upload.
 *
 * @param changes what to store, one for each change of the upload and with its key
 * @param rejected why changes must not be stored, by their place in the upload
 * @param conflicts who is asked first how a conflict ends
 */
public record Directions(List<Change> changes, Map<Integer, String> rejected, Resolver conflicts) {
  public Directions {
    changes = List.copyOf(changes);
    rejected = Map.copyOf(rejected);
  }

  /** To store the upload as it is. */
  public static Directions none(List<UploadedChange> upload) {
    return new Directions(
        upload.stream().map(UploadedChange::change).toList(), Map.of(), c -> Optional.empty());
  }

  /** May have an answer to a conflict. Called inside of the upload's transaction. */
  public interface Resolver {
    /** Empty: the rules of the table and its service decide. */
    Optional<Resolution> resolve(Conflict conflict);
  }
}
