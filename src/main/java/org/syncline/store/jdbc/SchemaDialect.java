package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What differs between databases when Syncline's tables and triggers are made, looked for and taken
 * away. Stateless and safe for use by many threads.
 *
 * <p>Triggers append to SYNCLINE_LOG what {@link ValueText} would write of the same row: an insert
 * as I with the new filter columns, a deletion as D with the old ones, an update as U with both and
 * the old values of recorded columns; an update of the key as D and I. Statements that change
 * nothing leave no entry.
 */
public interface SchemaDialect {
  /**
   * Waits until no other node makes tables and triggers in this database, and keeps others from it
   * until {@link #unlock}.
   *
   * @param patience for which a statement may wait for writers meanwhile; new ones wait behind it
   */
  default void lock(Connection connection, Duration patience) throws SQLException {}

  default void unlock(Connection connection) throws SQLException {}

  /** Statements that create Syncline's own tables where they are missing. */
  List<String> createTables();

  /**
   * Why a table's changes cannot be tracked as its columns are, with what to do about it; empty if
   * they can. A trigger must write keys and filter columns with exactly the text that the engine
   * has for them, and values that the database takes for equal must have one text.
   */
  Optional<String> unfit(Connection connection, TrackedTable table) throws SQLException;

  /**
   * Statements that create a table's tracking table, the table of what reconciling saw, and indexes
   * where they are missing.
   */
  List<String> createTracking(Connection connection, TrackedTable table) throws SQLException;

  /**
   * Statements that create or replace a table's triggers without a moment in which one that works
   * is not there; none if they are as they should be.
   */
  List<String> createTriggers(Connection connection, TrackedTable table) throws SQLException;

  /**
   * Statements to run before {@link #createTriggers} when old values of other columns are to be
   * kept than those that the triggers were made for; none where it replaces triggers that differ.
   */
  default List<String> beforeOtherColumns(TrackedTable table) {
    return List.of();
  }

  /**
   * Statements that take a table's triggers away, and the index on the base table; the tracking
   * table stays, as the sign that the table was once tracked. Only the table's name matters.
   */
  List<String> dropTriggers(Connection connection, TrackedTable table) throws SQLException;

  /** Names of triggers that are missing, or do not fire: what is written meanwhile goes unseen. */
  List<String> missingTriggers(Connection connection, TrackedTable table) throws SQLException;

  /** Statements that drop what else than tables {@link #createTables} makes. */
  default List<String> dropOthers() {
    return List.of();
  }

  /** How the catalog spells a name that is written without quotes and in upper case. */
  default String inCatalog(String name) {
    return name;
  }

  /**
   * Whether there is such a table where names without a schema are looked for.
   *
   * @param name as the catalog spells it
   */
  boolean hasTable(Connection connection, String name) throws SQLException;

  /** An SQL expression: the schema in which names without one are looked for. */
  default String currentSchema() {
    return "CURRENT_SCHEMA";
  }

  /** Tables there whose names begin with this, as the catalog spells them. */
  default List<String> tablesNamed(Connection connection, String prefix) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = %s AND LEFT(TABLE_NAME, %d) = ?"
                .formatted(currentSchema(), prefix.length()))) {
      statement.setString(1, prefix);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
