package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The foreign keys of a database, through which the deletion of one row deletes or changes others
 * without firing their triggers (hazard 36).
 */
final class MariaDbCascades {
  private static final String SQL =
      "SELECT R.TABLE_NAME, R.CONSTRAINT_NAME, R.REFERENCED_TABLE_NAME,"
          + " K.REFERENCED_TABLE_SCHEMA = DATABASE(), R.DELETE_RULE, R.UPDATE_RULE,"
          + " K.COLUMN_NAME, K.REFERENCED_COLUMN_NAME"
          + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R"
          + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K"
          + " ON K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA"
          + " AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME AND K.TABLE_NAME = R.TABLE_NAME"
          + " WHERE R.CONSTRAINT_SCHEMA = DATABASE() AND K.TABLE_SCHEMA = DATABASE()"
          + " AND K.REFERENCED_COLUMN_NAME IS NOT NULL"
          + " ORDER BY R.TABLE_NAME, R.CONSTRAINT_NAME, K.ORDINAL_POSITION";

  private final List<Reference> references;

  private MariaDbCascades(Collection<Reference> references) {
    this.references = List.copyOf(references);
  }

  static MariaDbCascades read(Connection connection) throws SQLException {
    Map<List<String>, Reference> references = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Reference found =
            new Reference(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getBoolean(4),
                rows.getString(5),
                rows.getString(6),
                new ArrayList<>(),
                new ArrayList<>());
        Reference known =
            references.computeIfAbsent(List.of(found.child, found.name), name -> found);
        known.columns.add(rows.getString(7));
        known.referenced.add(rows.getString(8));
      }
    }
    return new MariaDbCascades(references.values());
  }

  /** Why not all that cascades to a table can be logged, with what to do about it. */
  Optional<String> unfit(String table) {
    for (Reference reference : references) {
      if (reference.child.equals(table) && reference.changesOnUpdate()) {
        return Optional.of(
            reference.sentence(
                "ON UPDATE " + reference.onUpdate,
                "changes rows of a synchronised table without firing their triggers, so that devices would not hear of it: declare it with ON UPDATE RESTRICT"));
      }
    }
    try {
      for (List<List<Reference>> paths : pathsTo(table).values()) {
        for (List<Reference> path : paths) {
          Reference last = path.get(path.size() - 1);
          if (!last.inDatabase) {
            return Optional.of(
                last.sentence(
                    "ON DELETE " + last.onDelete,
                    "is on a table of another database, where Syncline makes no triggers: declare it with ON DELETE RESTRICT"));
          }
        }
      }
      return Optional.empty();
    } catch (EndlessException e) {
      return Optional.of(
          e.reference.sentence(
              "ON DELETE CASCADE",
              "leads back to the table it begins at, and no trigger can follow it all the way: declare it with ON DELETE RESTRICT, and let the application delete what hangs below a row"));
    }
  }

  /**
   * The ways by which a deletion reaches rows of a table, by the table in which it begins. Each
   * begins with a reference of the table itself; those that leave the row without what it referred
   * to come first, since on another way the same row may go.
   */
  Map<String, List<List<Reference>>> pathsTo(String table) {
    Map<String, List<List<Reference>>> paths = new TreeMap<>();
    for (boolean deletes : new boolean[] {false, true}) {
      for (Reference reference : references) {
        if (reference.child.equals(table)
            && reference.changesOnDelete()
            && reference.deletes() == deletes) {
          walk(List.of(reference), paths);
        }
      }
    }
    return paths;
  }

  private void walk(List<Reference> path, Map<String, List<List<Reference>>> paths) {
    String parent = path.get(path.size() - 1).parent;
    paths.computeIfAbsent(parent, name -> new ArrayList<>()).add(path);
    for (Reference next : references) {
      if (next.child.equals(parent) && next.deletes()) {
        if (path.contains(next)) {
          throw new EndlessException(next);
        }
        List<Reference> longer = new ArrayList<>(path);
        longer.add(next);
        walk(longer, paths);
      }
    }
  }

  /**
   * A foreign key.
   *
   * @param inDatabase whether the parent is in the same database
   */
  record Reference(
      String child,
      String name,
      String parent,
      boolean inDatabase,
      String onDelete,
      String onUpdate,
      List<String> columns,
      List<String> referenced) {
    boolean deletes() {
      return onDelete.equals("CASCADE");
    }

    private boolean changesOnDelete() {
      return changes(onDelete);
    }

    private boolean changesOnUpdate() {
      return changes(onUpdate);
    }

    private static boolean changes(String rule) {
      return rule.equals("CASCADE") || rule.startsWith("SET ");
    }

    private String sentence(String rule, String why) {
      return "%s of foreign key %s of table %s %s".formatted(rule, name, child, why);
    }
  }

  /** A row's deletion can delete further rows of the same table without end. */
  private static final class EndlessException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reference reference;

    EndlessException(Reference reference) {
      this.reference = reference;
    }
  }
}
