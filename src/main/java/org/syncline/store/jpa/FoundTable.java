package org.syncline.store.jpa;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the database's catalogue has it.
 *
 * @param columns in their order
 * @param unique sets of columns of which the database keeps any two rows apart
 * @param parents names of the tables that it refers to
 * @param selfReferences columns that hold the key of another row of the table
 */
record FoundTable(
    String name,
    List<Column> columns,
    List<String> primaryKey,
    Set<Set<String>> unique,
    Set<String> parents,
    Set<String> selfReferences) {
  /**
   * A column.
   *
   * @param jdbcType of {@code java.sql.Types}
   * @param typeName what the database calls the type
   * @param length most characters or bytes, or digits of a number
   * @param generated whether the database alone writes it
   */
  record Column(
      String name,
      int jdbcType,
      String typeName,
      int length,
      boolean nullable,
      boolean generated) {}

  /** Spelt just so, or else the only one that differs in letter case alone. */
  Optional<Column> column(String wanted) {
    Optional<Column> exact = columns.stream().filter(c -> c.name().equals(wanted)).findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    List<Column> alike = columns.stream().filter(c -> c.name().equalsIgnoreCase(wanted)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }
}
