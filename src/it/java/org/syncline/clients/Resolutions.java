package org.syncline.clients;

import java.util.Set;

/** Parsed by name, whatever the case. */
final class Resolutions {
  private static final Set<String> NAMES = Set.of("ServerWins", "ClientWins", "Merge");

  private Resolutions() {}

  static String named(String text) {
    return NAMES.stream()
        .filter(name -> name.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new ClientException("no conflict resolution: " + text));
  }
}
