package org.syncline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;

/**
 * Writes the changes of one upload. All are written together; only if that fails are the guilty
 * ones found by halving (hazard 26), and tried again after the others.
 */
final class Writing {
  /** Longer chains of rows that are in each other's way are refused. */
  private static final int MOST_ROUNDS = 10;

  /** So that nobody keeps a server busy with rows that can never get past each other. */
  private static final int MOST_MOVES = 20_000;

  private final UploadTransaction transaction;
  private final List<Planned> written = new ArrayList<>();

  Writing(UploadTransaction transaction) {
    this.transaction = transaction;
  }

  List<Planned> written() {
    return written;
  }

  /**
   * Writes as many as can be.
   *
   * @param planned deletions with children first, then live rows with parents first
   * @return the others
   */
  List<Refused> writeAll(List<Planned> planned) {
    return untangle(writeInRounds(planned));
  }

  /**
   * A row may be refused because of another that is yet to be written: a list cannot be deleted
   * before its items have moved to another one. So as long as some are written, the others are
   * tried again.
   */
  private List<Refused> writeInRounds(List<Planned> planned) {
    List<Refused> refused = write(planned);
    for (int round = 1; round < MOST_ROUNDS && !refused.isEmpty(); round++) {
      if (refused.get(0).writtenBefore == written.size()) {
        return refused;
      }
      refused = write(refused.stream().map(Refused::planned).toList());
    }
    return refused;
  }

  /** Tries each once. */
  List<Refused> write(List<Planned> planned) {
    List<Refused> refused = new ArrayList<>();
    write(planned, refused);
    return refused;
  }

  private void write(List<Planned> planned, List<Refused> refused) {
    if (planned.isEmpty()) {
      return;
    }
    try {
      transaction.write(planned.stream().map(Planned::change).toList());
      written.addAll(planned);
    } catch (RowsRejectedException e) {
      if (planned.size() == 1) {
        refused.add(new Refused(planned.get(0), e, written.size()));
      } else {
        int half = planned.size() / 2;
        write(planned.subList(0, half), refused);
        write(planned.subList(half, planned.size()), refused);
      }
    }
  }

  /**
   * Rows that are in each other's way in a circle: two exchange a value that no two may have, or
   * refer to each other (hazards 34 and 35). All of them make way first. Who is refused even then
   * is left out, and the rest tried again, since one that had made way for nothing is back in the
   * way of others.
   */
  private List<Refused> untangle(List<Refused> refused) {
    List<Refused> hopeless = new ArrayList<>();
    List<Refused> tangled = new ArrayList<>();
    for (Refused one : refused) {
      (one.reason.byOtherRows() ? tangled : hopeless).add(one);
    }
    int moves = 0;
    for (int round = 0; round < MOST_ROUNDS && tangled.size() > 1; round++) {
      moves += tangled.size();
      if (moves > MOST_MOVES) {
        break;
      }
      List<Refused> guilty = writeOutOfTheWay(tangled.stream().map(Refused::planned).toList());
      if (guilty.isEmpty()) {
        return hopeless;
      }
      hopeless.addAll(guilty);
      Set<Integer> left = guilty.stream().map(g -> g.planned.index).collect(Collectors.toSet());
      tangled.removeIf(one -> left.contains(one.planned.index));
    }
    hopeless.addAll(tangled);
    return hopeless;
  }

  /** Gives those that are refused; if there are such, nothing has been written. */
  private List<Refused> writeOutOfTheWay(List<Planned> tangled) {
    int before = written.size();
    List<Refused> guilty = new ArrayList<>();
    boolean done =
        transaction.attempt(
            () -> {
              tangled.forEach(planned -> transaction.makeWay(planned.change));
              guilty.addAll(writeInRounds(tangled));
              return guilty.isEmpty();
            });
    if (!done) {
      written.subList(before, written.size()).clear();
    }
    return guilty;
  }

  /**
   * A change to be written.
   *
   * @param index its place in the upload
   * @param beaten the server's side of the conflict that the client does not lose
   * @param resolution how that conflict ends
   * @param again whether it was judged a second time
   */
  record Planned(
      int index,
      HeldRow held,
      Change change,
      Optional<Change> beaten,
      ConflictResolution resolution,
      boolean again) {}

  /**
   * A change that could not be written.
   *
   * @param writtenBefore how many had been written by then
   */
  record Refused(Planned planned, RowsRejectedException reason, int writtenBefore) {}
}
