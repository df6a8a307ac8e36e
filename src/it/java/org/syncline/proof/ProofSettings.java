package org.syncline.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.syncline.testkit.DatabaseKind;

/** How long proofs go on: short, unless system properties say otherwise. */
final class ProofSettings {
  private ProofSettings() {}

  /** Those that {@code proof.databases} names, separated by commas; all by default. */
  static List<DatabaseKind> databases() {
    String names = System.getProperty("proof.databases", "");
    return names.isEmpty()
        ? List.of(DatabaseKind.values())
        : Stream.of(names.split(",")).map(DatabaseKind::valueOf).toList();
  }

  /** As many rounds as the system property says, through all in turn; without it, the few. */
  static <T> List<T> rounds(String property, T[] all, List<T> few) {
    int rounds = Integer.getInteger(property, 0);
    if (rounds == 0) {
      return few;
    }
    List<T> turns = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      turns.add(all[i % all.length]);
    }
    return turns;
  }
}
