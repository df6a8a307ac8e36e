package org.syncline.store.jpa;

import java.util.List;
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
   * @param filled whether it gets a value if none is given
   */
  record Column(
      String name,
      int jdbcType,
      String typeName,
      int length,
      boolean nullable,
      boolean generated,
      boolean filled) {}

  /**
   * The column spelt just so, or else the only one that differs in letter case alone.
   *
   * @throws IllegalArgumentException if there is none; the message goes on behind the table's name
   */
  Column column(String wanted) {
    List<Column> alike = columns.stream().filter(c -> c.name().equalsIgnoreCase(wanted)).toList();
    return alike.stream()
        .filter(c -> c.name().equals(wanted) || alike.size() == 1)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    alike.isEmpty()
                        ? "has no column '%s'".formatted(wanted)
                        : "has several columns that differ from '%s' in letter case alone; spell it exactly"
                            .formatted(wanted)));
  }
}
