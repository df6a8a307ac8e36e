package org.syncline.store.jpa;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.syncline.model.EdmType;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;

/** Looks for what a configured scope names, and refuses what would go wrong later. */
final class TableChoice {
  private final DatabaseCatalogue catalogue;
  private final ConfiguredScope scope;

  TableChoice(DatabaseCatalogue catalogue, ConfiguredScope scope) {
    this.catalogue = catalogue;
    this.scope = scope;
  }

  /**
   * The tables, each behind those that it refers to; else in the order of the file.
   *
   * @throws IllegalArgumentException if the database has something else than the file says; the
   *     message tells what to change
   */
  List<ChosenTable> choose() throws SQLException {
    List<ChosenTable> left = new ArrayList<>();
    for (ConfiguredTable table : scope.tables()) {
      left.add(choose(table));
    }
    List<ChosenTable> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      ordered.add(left.remove(firstWithoutParentIn(left)));
    }
    return ordered;
  }

  /** Where tables refer to each other in a circle, the file's order has to do. */
  private static int firstWithoutParentIn(List<ChosenTable> tables) {
    Set<String> names = new HashSet<>();
    tables.forEach(table -> names.add(table.found().name()));
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).found().parents().stream().noneMatch(names::contains)) {
        return i;
      }
    }
    return 0;
  }

  private ChosenTable choose(ConfiguredTable table) throws SQLException {
    FoundTable found =
        catalogue
            .table(table.name())
            .orElseThrow(
                () ->
                    unfit(
                        table,
                        "is not in the database; create it first, in the embedded database by the script of syncline.h2.script"));
    List<ChosenTable.Column> columns =
        table.columns().isEmpty() ? all(table, found) : listed(table, found);
    ChosenTable chosen = new ChosenTable(found, table.typeName(), columns, table.filters());
    checkKey(table, chosen);
    return chosen;
  }

  private List<ChosenTable.Column> all(ConfiguredTable table, FoundTable found) {
    List<ChosenTable.Column> columns = new ArrayList<>();
    for (FoundTable.Column column : found.columns()) {
      boolean key = found.primaryKey().contains(column.name());
      Class<?> fieldClass = fieldClass(table, column);
      columns.add(
          new ChosenTable.Column(
              column,
              property(table, column),
              FieldTypes.edmType(fieldClass).orElseThrow(),
              fieldClass,
              key,
              column.nullable() && !key));
    }
    return columns;
  }

  private String property(ConfiguredTable table, FoundTable.Column column) {
    String name = column.name().replace(' ', '_').replace('.', '_');
    if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
      throw unfit(
          table,
          "has a column '%s', which cannot be a name on the wire; list SyncColumns, and give it a GlobalName"
              .formatted(column.name()));
    }
    return name;
  }

  private List<ChosenTable.Column> listed(ConfiguredTable table, FoundTable found) {
    List<ChosenTable.Column> columns = new ArrayList<>();
    for (ConfiguredColumn column : table.columns()) {
      FoundTable.Column inDatabase =
          found
              .column(column.name())
              .orElseThrow(() -> unfit(table, "has no column '%s'".formatted(column.name())));
      Class<?> fieldClass = fieldClass(table, inDatabase);
      EdmType stored = FieldTypes.edmType(fieldClass).orElseThrow();
      EdmType wanted = column.type().edm();
      boolean unsigned = wanted == EdmType.BYTE && stored == EdmType.INT16;
      if (stored != wanted && !unsigned) {
        throw unfit(
            table,
            "keeps '%s' as %s, which travels as %s, but the file says %s, which travels as %s; make them equal"
                .formatted(
                    column.name(),
                    inDatabase.typeName(),
                    stored.edmName(),
                    column.type().name().toLowerCase(Locale.ROOT),
                    wanted.edmName()));
      }
      columns.add(
          new ChosenTable.Column(
              inDatabase, column.property(), wanted, fieldClass, column.key(), column.nullable()));
    }
    return columns;
  }

  /** Two rows with one key would be one row for devices. */
  private void checkKey(ConfiguredTable table, ChosenTable chosen) {
    Set<String> key = new HashSet<>();
    for (ChosenTable.Column column : chosen.columns()) {
      if (column.key()) {
        key.add(column.found().name());
        if (column.found().nullable()) {
          throw unfit(
              table,
              "allows null in '%s', which is part of the key; set it NOT NULL"
                  .formatted(column.found().name()));
        }
      }
    }
    if (key.isEmpty()) {
      throw unfit(table, "has no primary key");
    }
    boolean unique =
        key.containsAll(chosen.found().primaryKey()) && !chosen.found().primaryKey().isEmpty();
    if (!unique && chosen.found().unique().stream().noneMatch(key::containsAll)) {
      throw unfit(
          table,
          "may have two rows with one key: nothing in the database keeps %s unique".formatted(key));
    }
  }

  private Class<?> fieldClass(ConfiguredTable table, FoundTable.Column column) {
    return fieldClass(column)
        .orElseThrow(
            () ->
                unfit(
                    table,
                    "keeps '%s' as %s, which does not travel; list the others in SyncColumns"
                        .formatted(column.name(), column.typeName())));
  }

  private static Optional<Class<?>> fieldClass(FoundTable.Column column) {
    String name = column.typeName().toLowerCase(Locale.ROOT);
    if (name.equals("uuid")) {
      return Optional.of(UUID.class); // which drivers know by different numbers
    }
    if (name.equals("timestamptz") || name.equals("timestamp with time zone")) {
      return Optional.of(OffsetDateTime.class);
    }
    return Optional.ofNullable(
        switch (column.jdbcType()) {
          case Types.BIT, Types.BOOLEAN -> Boolean.class;
          case Types.TINYINT -> Byte.class;
          case Types.SMALLINT -> Short.class;
          case Types.INTEGER -> Integer.class;
          case Types.BIGINT -> Long.class;
          case Types.REAL -> Float.class;
          case Types.FLOAT, Types.DOUBLE -> Double.class;
          case Types.DECIMAL, Types.NUMERIC -> BigDecimal.class;
          case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> String.class;
          case Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> String.class;
          case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> byte[].class;
          case Types.DATE -> LocalDate.class;
          case Types.TIMESTAMP -> LocalDateTime.class;
          case Types.TIMESTAMP_WITH_TIMEZONE -> OffsetDateTime.class;
          case Types.TIME -> LocalTime.class;
          default -> null;
        });
  }

  private IllegalArgumentException unfit(ConfiguredTable table, String why) {
    return new IllegalArgumentException(
        "scope '%s': table '%s' %s".formatted(scope.name(), table.name(), why));
  }
}
