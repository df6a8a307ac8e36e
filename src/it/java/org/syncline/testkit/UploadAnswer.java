package org.syncline.testkit;

import java.util.HashSet;
import java.util.Set;

/** What the original clients verify in the answer to an upload before they take it. */
final class UploadAnswer {
  private UploadAnswer() {}

  static void check(WireMessage request, WireMessage answer) {
    Set<String> open = new HashSet<>();
    for (WireEntity sent : request.entities()) {
      if (sent.tempId() != null) {
        open.add(sent.tempId());
      }
    }
    int stage = 0;
    for (WireEntity entity : answer.entities()) {
      int rank = rank(entity);
      Checks.require(rank >= stage, "conflicts, then errors, then acknowledgements", answer);
      stage = rank;
      acknowledge(open, entity);
    }
    Checks.require(open.isEmpty(), "inserts not acknowledged: " + open, answer);
  }

  private static int rank(WireEntity entity) {
    if (entity.outcome() instanceof WireEntity.Conflict) {
      return 0;
    }
    return entity.outcome() instanceof WireEntity.Failure ? 1 : 2;
  }

  private static void acknowledge(Set<String> open, WireEntity entity) {
    WireEntity losing = entity.outcome() == null ? null : entity.outcome().losing();
    Checks.require(
        losing == null || losing.id().equals(entity.id()), "both sides have the same id", entity);
    Checks.require(
        losing == null || losing.tempId() == null || entity.tempId() == null,
        "a tempId on both sides",
        entity);
    Checks.require(
        losing != null || entity.tempId() != null, "an entity that says nothing", entity);
    Checks.require(
        !(entity.outcome() instanceof WireEntity.Failure) || entity.tempId() == null,
        "the tempId of a failed insert sits in the change in error",
        entity);
    WireEntity carrier = entity.tempId() != null ? entity : losing;
    if (carrier.tempId() != null) {
      Checks.require(open.remove(carrier.tempId()), "a tempId unknown or given twice", entity);
      Checks.require(
          !carrier.deleted() && !carrier.uri().isEmpty(), "a tempId needs a live row", entity);
    }
  }
}
