package org.syncline.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the server needs to know of a replica; it travels sealed in the blob and is stored
 * nowhere else. Immutable: each answer carries a new one, and older ones stay good.
 *
 * @param replica identifies the device's copy of the scope; a copy of a copy gets another name when
 *     it is noticed
 * @param epoch of the database the replica was filled from
 * @param parameters values of the scope's parameters, in the scope's order, bound for good; null
 *     where the scope allows a parameter to be missing
 * @param position how far downloads have come
 * @param upload number of the newest upload whose answer this state was part of; 0 before the first
 * @param answered numbers of all uploads since the last checkpoint whose answers this state was
 *     part of, at most {@link #MOST_ANSWERED}: their changes need not come down again. One that is
 *     missing here may have been answered too, but that answer never arrived, or at another device
 *     that was restored from the same backup
 * @param known log ids of changes after the anchor that the replica has seen already: what the last
 *     batch carried beyond its anchor, and rows shown in conflicts; at most {@link #MOST_KNOWN}
 * @param added properties, as {@code Namespace.Type.Property}, that came into the scope after the
 *     replica was made: where it sends a row without them, they stay as they are
 * @param line tells it from copies of itself
 */
public record ReplicaState(
    UUID replica,
    UUID epoch,
    List<Object> parameters,
    Position position,
    long upload,
    Set<Long> answered,
    Set<Long> known,
    Set<String> added,
    Line line) {

  /** Bounds the size of the blob. */
  public static final int MOST_KNOWN = 200;

  /**
   * Changes that one batch carries beyond its anchor: fewer than can be known, so that there is
   * room for what conflicts show before the next download.
   */
  public static final int MOST_EXTRAS = 150;

  /** Bounds the size of the blob; what is forgotten comes down once more. */
  public static final int MOST_ANSWERED = 64;

  /** To this size, or the usual one if that is larger, a batch grows while writers outrun it. */
  public static final int MOST_GROWN_BYTES = 16 << 20;

  public ReplicaState {
    parameters = java.util.Collections.unmodifiableList(new ArrayList<>(parameters));
    answered = Set.copyOf(answered);
    known = Set.copyOf(known);
    added = Set.copyOf(added);
  }

  /** A replica that was made with the scope as it is. */
  public ReplicaState(
      UUID replica,
      UUID epoch,
      List<Object> parameters,
      Position position,
      long upload,
      Set<Long> answered,
      Set<Long> known) {
    this(replica, epoch, parameters, position, upload, answered, known, Set.of(), Line.NEW);
  }

  /** A replica that has nothing yet. */
  public static ReplicaState fresh(UUID replica, UUID epoch, List<Object> parameters) {
    return new ReplicaState(
        replica, epoch, parameters, new Position.Start(), 0, Set.of(), Set.of());
  }

  public ReplicaState at(Position next, Set<Long> nowKnown) {
    return new ReplicaState(
        replica, epoch, parameters, next, upload, answered, nowKnown, added, line);
  }

  /** With all that it wrote behind it, or known. */
  public ReplicaState atCheckpoint(Position next, Set<Long> nowKnown) {
    return new ReplicaState(
        replica, epoch, parameters, next, upload, Set.of(), nowKnown, added, line);
  }

  public ReplicaState acknowledged(long number, Set<Long> nowKnown) {
    Set<Long> nowAnswered =
        Stream.concat(Stream.of(number), answered.stream().sorted(Comparator.reverseOrder()))
            .limit(MOST_ANSWERED)
            .collect(Collectors.toSet());
    return new ReplicaState(
        replica,
        epoch,
        parameters,
        position,
        Math.max(upload, number),
        nowAnswered,
        nowKnown,
        added,
        line);
  }

  /** Under another name, because somebody else has this one too. */
  public ReplicaState renamed(UUID name) {
    return new ReplicaState(
        name, epoch, parameters, position, upload, answered, known, added, line);
  }

  public ReplicaState on(Line next) {
    return new ReplicaState(
        replica, epoch, parameters, position, upload, answered, known, added, next);
  }

  /**
   * How large the next batch may be: the usual size, or more while writers outrun this replica
   * (hazard 5).
   *
   * @param usualBytes of a batch
   */
  public int batchBytes(int usualBytes) {
    int growth = position instanceof Position.Following following ? following.growth() : 0;
    return (int) Math.min(Math.max(usualBytes, MOST_GROWN_BYTES), (long) usualBytes << growth);
  }
}
