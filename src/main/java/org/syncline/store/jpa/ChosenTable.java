package org.syncline.store.jpa;

import java.util.List;
import org.syncline.model.EdmType;
import org.syncline.scope.config.ConfiguredFilter;

/**
 * A table of the database and what of it travels.
 *
 * @param typeName on the wire
 * @param columns in the order of the wire
 */
record ChosenTable(
    FoundTable found, String typeName, List<Column> columns, List<ConfiguredFilter> filters) {
  /** Names of the key's columns in the database. */
  List<String> keys() {
    return columns.stream().filter(Column::key).map(c -> c.found().name()).toList();
  }

  /**
   * A column that travels.
   *
   * @param property its name on the wire, and of the entity's attribute
   * @param fieldClass in which EclipseLink moves it
   */
  record Column(
      FoundTable.Column found,
      String property,
      EdmType type,
      Class<?> fieldClass,
      boolean key,
      boolean nullable) {}
}
