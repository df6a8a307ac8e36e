package org.syncline.scope.config;

import java.util.List;

/**
 * A scope as a file describes it, with a service of its own.
 *
 * @param name in the URL, and namespace of the type names
 * @param tables in the order of the file
 */
public record ConfiguredScope(String name, List<ConfiguredTable> tables) {
  public ConfiguredScope {
    tables = List.copyOf(tables);
  }

  /** Name of its service, as SyncSvcUtil called the one that it generated. */
  public String serviceName() {
    return name + "SyncService";
  }
}
