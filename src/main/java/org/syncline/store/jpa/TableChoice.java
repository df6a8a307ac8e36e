package org.syncline.store.jpa;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Logger;
import org.syncline.model.EdmType;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.scope.config.WireName;

/** Looks for what a configured scope names, and refuses what would go wrong later. */
final class TableChoice {
  private static final Logger LOG = Logger.getLogger(TableChoice.class.getName());

  /** How the names of Syncline's own tables begin. */
  private static final String OWN = "SYNCLINE_";

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
    try {
      FoundTable found = catalogue.table(table.name());
      if (found.name().regionMatches(true, 0, OWN, 0, OWN.length()) || isQuoted(found.name())) {
        throw unfit("cannot be synchronised under this name; rename it");
      }
      List<ChosenTable.Column> columns =
          table.columns().isEmpty() ? all(found) : listed(table, found);
      table.filters().forEach(filter -> found.column(filter.column()));
      ChosenTable chosen = new ChosenTable(found, table.typeName(), columns, table.filters());
      checkNames(chosen);
      checkKey(chosen);
      warnOfMissing(table, chosen);
      return chosen;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "scope '%s': table '%s' %s".formatted(scope.name(), table.name(), e.getMessage()), e);
    }
  }

  private static List<ChosenTable.Column> all(FoundTable found) {
    List<ChosenTable.Column> columns = new ArrayList<>();
    for (FoundTable.Column column : found.columns()) {
      boolean key = found.primaryKey().contains(column.name());
      Class<?> fieldClass = fieldClass(column);
      columns.add(
          new ChosenTable.Column(
              column,
              property(column),
              FieldTypes.edmType(fieldClass).orElseThrow(),
              fieldClass,
              key,
              column.nullable() && !key));
    }
    return columns;
  }

  private static String property(FoundTable.Column column) {
    try {
      return WireName.of(column.name());
    } catch (IllegalArgumentException e) {
      throw unfit("has columns that must be listed in SyncColumns: " + e.getMessage());
    }
  }

  private static List<ChosenTable.Column> listed(ConfiguredTable table, FoundTable found) {
    List<ChosenTable.Column> columns = new ArrayList<>();
    for (ConfiguredColumn column : table.columns()) {
      FoundTable.Column inDatabase = found.column(column.name());
      Class<?> fieldClass = fieldClass(inDatabase);
      checkType(column, inDatabase, fieldClass);
      if (inDatabase.nullable() && !column.nullable() && !column.key()) {
        throw unfit(
            "allows null in '%s', which the file does not; set it NOT NULL"
                .formatted(column.name()));
      }
      columns.add(
          new ChosenTable.Column(
              inDatabase,
              column.property(),
              column.type().edm(),
              fieldClass,
              column.key(),
              column.nullable()));
    }
    return columns;
  }

  private static void checkType(
      ConfiguredColumn column, FoundTable.Column inDatabase, Class<?> fieldClass) {
    EdmType stored = FieldTypes.edmType(fieldClass).orElseThrow();
    EdmType wanted = column.type().edm();
    boolean unsigned = wanted == EdmType.BYTE && stored == EdmType.INT16;
    boolean loses = fieldClass == LocalDate.class && column.type() != SqlServerType.DATE;
    if ((stored != wanted && !unsigned) || loses) {
      throw unfit(
          "keeps '%s' as %s, which travels as %s, but the file says %s, which travels as %s; make them equal"
              .formatted(
                  column.name(),
                  inDatabase.typeName(),
                  loses ? "a day" : stored.edmName(),
                  column.type().name().toLowerCase(Locale.ROOT),
                  wanted.edmName()));
    }
  }

  private static void checkNames(ChosenTable chosen) {
    Set<String> properties = new HashSet<>();
    Set<String> columns = new HashSet<>();
    for (ChosenTable.Column column : chosen.columns()) {
      if (!columns.add(column.found().name())) {
        throw unfit("has the column '%s' only once".formatted(column.found().name()));
      }
      if (!properties.add(column.property())) {
        throw unfit(
            "has two columns that travel as '%s'; list SyncColumns, with a GlobalName for one of them"
                .formatted(column.property()));
      }
      if (isQuoted(column.found().name())) {
        throw unfit("has a quotation mark in the name of a column; rename it");
      }
    }
  }

  private static boolean isQuoted(String name) {
    return name.indexOf('"') >= 0;
  }

  /** Nobody may want to insert rows, so this is no reason to refuse. */
  private void warnOfMissing(ConfiguredTable table, ChosenTable chosen) {
    List<FoundTable.Column> travel =
        chosen.columns().stream().map(ChosenTable.Column::found).toList();
    for (FoundTable.Column column : chosen.found().columns()) {
      if (!column.nullable() && !column.filled() && !travel.contains(column)) {
        LOG.warning(
            () ->
                "scope '%s': devices cannot insert rows into '%s', because '%s' must not be null, has no default and does not travel"
                    .formatted(scope.name(), table.name(), column.name()));
      }
    }
  }

  /** Two rows with one key would be one row for devices. */
  private static void checkKey(ChosenTable chosen) {
    Set<String> key = new HashSet<>(chosen.keys());
    for (ChosenTable.Column column : chosen.columns()) {
      if (column.key() && column.found().nullable()) {
        throw unfit(
            "allows null in '%s', which is part of the key; set it NOT NULL"
                .formatted(column.found().name()));
      }
      if (column.key() && column.found().generated()) {
        throw unfit(
            "makes '%s' by itself, which is part of the key and comes from devices; let it be GENERATED BY DEFAULT"
                .formatted(column.found().name()));
      }
    }
    if (key.isEmpty()) {
      throw unfit("has no primary key");
    }
    List<String> primary = chosen.found().primaryKey();
    boolean unique = !primary.isEmpty() && key.containsAll(primary);
    if (!unique && chosen.found().unique().stream().noneMatch(key::containsAll)) {
      throw unfit(
          "may have two rows with one key: nothing in the database keeps %s unique"
              .formatted(chosen.keys()));
    }
  }

  private static Class<?> fieldClass(FoundTable.Column column) {
    return FieldTypes.ofColumn(column.jdbcType(), column.typeName())
        .orElseThrow(
            () ->
                unfit(
                    "keeps '%s' as %s, which does not travel; list the others in SyncColumns"
                        .formatted(column.name(), column.typeName())));
  }

  private static IllegalArgumentException unfit(String why) {
    return new IllegalArgumentException(why);
  }
}
