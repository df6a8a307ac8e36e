package org.syncline.engine;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadedChange;

/**
 * Columns that came into the scope after a replica, which the app on its device may not know
 * (hazard 40): where it sends a row without them, they stay as they are.
 */
final class Unsent {
  private Unsent() {}

  /** Positions of a type's properties that came after the replica. */
  static Set<Integer> added(UploadRequest request, EntityType type) {
    Set<String> all = request.replica().map(ReplicaState::added).orElse(Set.of());
    if (all.isEmpty()) {
      return Set.of();
    }
    Set<Integer> positions = new TreeSet<>();
    for (int i = 0; i < type.width(); i++) {
      if (all.contains(type + "." + type.property(i).name())) {
        positions.add(i);
      }
    }
    return positions;
  }

  /**
   * Positions of those that a change came without, and that nobody has given a value since.
   *
   * @param wanted the change as the application's own code wants it
   */
  static Set<Integer> in(UploadRequest request, UploadedChange uploaded, Change wanted) {
    if (uploaded.missing().isEmpty()
        || !(uploaded.change() instanceof Change.Live sent)
        || !(wanted instanceof Change.Live live)) {
      return Set.of();
    }
    Set<Integer> unsent = new TreeSet<>(added(request, uploaded.change().type()));
    unsent.retainAll(uploaded.missing());
    unsent.removeIf(i -> !Kept.same(live.row().value(i), sent.row().value(i)));
    return unsent;
  }

  /**
   * The change with the values that the row has in these columns.
   *
   * @param visible the row, if the replica may see it: what comes in here may go out again
   */
  static Change filled(Change wanted, Set<Integer> unsent, Optional<Row> visible) {
    if (unsent.isEmpty()) {
      return wanted;
    }
    Row row = ((Change.Live) wanted).row();
    for (int i : unsent) {
      row =
          row.with(
              i,
              visible.isPresent() ? visible.get().value(i) : orEmpty(row.value(i), row.type(), i));
    }
    return new Change.Live(row);
  }

  /** Until the column's default takes its place. */
  private static Object orEmpty(Object value, EntityType type, int position) {
    if (value != null || type.property(position).nullable()) {
      return value;
    }
    EdmType of = type.property(position).type();
    return of == EdmType.STRING ? "" : of == EdmType.BINARY ? new byte[0] : null;
  }
}
