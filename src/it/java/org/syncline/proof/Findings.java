package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong, by kind. Safe for use by many threads. */
final class Findings {
  /** Kinds that the summary counts. */
  enum Kind {
    /** An acknowledged operation has no effect, or a row did not reach a device. */
    LOST,
    /** An operation has an effect twice, or one that nobody sent. */
    DOUBLED,
    /** A checkpoint equals no committed state. */
    BROKEN_CHECKPOINT,
    /** Something of one user's reached another's device. */
    CROSSING,
    /** An operation ended otherwise than it must. */
    OTHER
  }

  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private final List<String> texts = new ArrayList<>();

  synchronized void add(Kind kind, String text) {
    counts.merge(kind, 1, Integer::sum);
    texts.add(kind + ": " + text);
  }

  synchronized void assertNone() {
    assertThat(texts).isEmpty();
  }

  /** For the line that sums up a suite. */
  @Override
  public synchronized String toString() {
    return "%d lost, %d doubled, %d broken checkpoints, %d crossings, %d others"
        .formatted(
            count(Kind.LOST),
            count(Kind.DOUBLED),
            count(Kind.BROKEN_CHECKPOINT),
            count(Kind.CROSSING),
            count(Kind.OTHER));
  }

  private int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }
}
