package org.syncline.interleave;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.syncline.engine.UploadRequest;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;

/** One upload, however often it is sent, and what came of it. */
final class Sending {
  final UploadRequest request;
  private final Device.Identity identity;
  private final Set<String> past;

  /** What the device believes that the rows are. */
  private final Map<RowKey, Row> known = new HashMap<>();

  /** When it looked for rows to lock, and before and after its commit. */
  private Map<RowKey, Row> held;

  private Map<RowKey, Row> before;
  private Map<RowKey, Row> after;
  private List<UploadOutcome> outcomes;
  private long receipt;
  private boolean forgotten;

  /**
   * @param past blobs that the device has come through
   */
  Sending(
      UploadRequest request, Device.Identity identity, Set<String> past, Map<RowKey, Row> rows) {
    this.request = request;
    this.identity = identity;
    this.past = past;
    for (UploadedChange change : request.changes()) {
      known.put(change.key(), rows.get(change.key()));
    }
  }

  /** Its receipt was purged, if it was made by then. */
  void forgetUpTo(long number) {
    forgotten |= before != null && receipt <= number;
  }

  /**
   * A transaction of it was committed.
   *
   * @param rowsHeld when rows were locked: what was not there then was not locked either
   */
  void committed(
      long number,
      Map<RowKey, Row> rowsHeld,
      Map<RowKey, Row> rowsBefore,
      Map<RowKey, Row> rowsAfter) {
    // of several devices with one name some write what makes an older upload a new one
    if (before != null && !forgotten && !identity.isShared()) {
      throw new Violation("applied twice: " + request.changes());
    }
    receipt = number;
    forgotten = false;
    outcomes = null;
    held = rowsHeld;
    before = rowsBefore;
    after = rowsAfter;
  }

  /** Its answer arrived. */
  void answered(List<UploadOutcome> answer) {
    if (before == null && request.replica().isEmpty()) {
      return; // what a device without a blob sends may be equal to what another one sent
    }
    if (before == null) {
      throw new Violation("answered, but not applied: " + request.changes());
    }
    if (outcomes == null) {
      outcomes = answer;
      for (int i = 0; i < answer.size(); i++) {
        check(request.changes().get(i), answer.get(i));
      }
    } else if (!outcomes.equals(answer)) {
      throw new Violation("answered " + outcomes + " and then " + answer);
    }
  }

  /** After each commit, whether an answer arrives or not. */
  void remember() {
    for (UploadedChange change : request.changes()) {
      Row row = after.get(change.key());
      if (!Objects.equals(before.get(change.key()), row)) {
        identity.wrote(request.blob(), change.key(), row);
      }
    }
  }

  private void check(UploadedChange uploaded, UploadOutcome outcome) {
    RowKey key = uploaded.key();
    Row wanted = uploaded.change() instanceof Change.Live live ? live.row() : null;
    Row was = before.get(key);
    Row is = after.get(key);
    String all =
        "%s, known %s, was %s, is %s, %s".formatted(uploaded, known.get(key), was, is, outcome);
    if (outcome instanceof UploadOutcome.Conflicted conflict) {
      boolean clients = conflict.resolution() == ConflictResolution.CLIENT_WINS;
      require(
          Objects.equals(is, clients ? wanted : was), "a conflict ended as it was not told", all);
    } else if (outcome instanceof UploadOutcome.Failed) {
      require(Objects.equals(is, was), "a refused change was applied", all);
    } else if (wanted != null) {
      require(wanted.equals(is), "an accepted change is not there", all);
      require(wanted.equals(was) || isKnown(key, was), "an update was lost", all);
    } else {
      Row then = held.get(key);
      boolean gone = then == null || !identity.canSee(then);
      require(
          gone ? Objects.equals(is, was) : is == null, "an accepted deletion was not done", all);
      require(gone || isKnown(key, was), "an update was lost to a deletion", all);
    }
  }

  private boolean isKnown(RowKey key, Row was) {
    return Objects.equals(known.get(key), was) || identity.hasWritten(past, key, was);
  }

  private static void require(boolean condition, String what, String all) {
    if (!condition) {
      throw new Violation(what + ": " + all);
    }
  }
}
