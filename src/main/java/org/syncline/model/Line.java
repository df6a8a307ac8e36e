package org.syncline.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The states that a replica has come through, as far as its blob tells: enough to see that an
 * upload came from a copy of it, a cloned device or one that was restored from a backup (hazard
 * 29). Every answer's state is a node of its own, drawn at random, so two that go on from one blob
 * part there.
 *
 * @param node this state; 0: no answer's
 * @param uploaded the newest node from which the replica uploaded something; 0: none
 * @param before the nodes before this one, newest first, at most {@link #MOST_BEFORE}: an upload
 *     may be applied long after the device has given it up
 */
public record Line(int node, int uploaded, List<Integer> before) {
  /** Bounds the size of the blob. */
  public static final int MOST_BEFORE = 4;

  /** Of a replica that had no answer yet. */
  public static final Line NEW = new Line(0, 0, List.of());

  public Line {
    before = List.copyOf(before);
  }

  /** Whether the replica has come through this node, as far as is known. */
  public boolean has(int other) {
    return other == node || other == uploaded || before.contains(other);
  }

  /**
   * The line of the next state.
   *
   * @param lastUpload from where the newest upload under the replica's name came
   */
  public Line next(OptionalInt lastUpload) {
    List<Integer> past =
        Stream.concat(Stream.of(node), before.stream())
            .filter(earlier -> earlier != 0)
            .limit(MOST_BEFORE)
            .toList();
    int nextUploaded = lastUpload.stream().filter(this::has).findAny().orElse(uploaded);
    return new Line(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE), nextUploaded, past);
  }
}
