package org.syncline.scope.config;

import java.util.List;

/**
 * A table as a file describes it.
 *
 * @param name in the database, found without regard to case
 * @param typeName on the wire
 * @param columns those that travel; empty: all that the table has
 * @param filters all must hold
 */
public record ConfiguredTable(
    String name, String typeName, List<ConfiguredColumn> columns, List<ConfiguredFilter> filters) {
  public ConfiguredTable {
    columns = List.copyOf(columns);
    filters = List.copyOf(filters);
  }
}
