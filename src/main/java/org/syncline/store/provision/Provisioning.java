package org.syncline.store.provision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.TrackedTable;

/**
 * Puts change tracking onto tables, full or empty. Does nothing where it is in place already, so it
 * runs at every start.
 */
public final class Provisioning {
  private static final JsonFactory JSON = new JsonFactory();

  private final Dialect dialect;
  private final Collection<TrackedTable> tables;

  public Provisioning(Dialect dialect, Collection<TrackedTable> tables) {
    this.dialect = dialect;
    this.tables = List.copyOf(tables);
  }

  /** Creates Syncline's own tables where they are missing. */
  public void createTables(Connection connection) throws SQLException {
    run(connection, dialect.createTables());
  }

  /**
   * Begins to track every table that is not tracked yet; its rows need no entries. Triggers come
   * last, when all that they need is there.
   */
  public void track(Connection connection) throws SQLException {
    for (TrackedTable table : tables) {
      run(connection, dialect.createTracking(table));
      describe(connection, table);
      run(connection, dialect.createTriggers(table));
    }
  }

  /** Names of triggers that are missing: what is written meanwhile goes unseen. */
  public List<String> missingTriggers(Connection connection) throws SQLException {
    List<String> missing = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_NAME = ?")) {
      for (TrackedTable table : tables) {
        for (String trigger : dialect.triggerNames(table)) {
          statement.setString(1, trigger);
          try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
              missing.add(trigger);
            }
          }
        }
      }
    }
    return missing;
  }

  private static void run(Connection connection, List<String> sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String line : sql) {
        statement.execute(line);
      }
    }
  }

  /** Tells the trigger which columns matter. */
  private static void describe(Connection connection, TrackedTable table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "MERGE INTO SYNCLINE_TABLE (TBL, KEY_COLUMNS, FILTER_COLUMNS) KEY (TBL)"
                + " VALUES (?, ?, ?)")) {
      statement.setString(1, table.sqlName());
      statement.setString(2, names(table.keys()));
      statement.setString(3, names(table.filters()));
      statement.executeUpdate();
    }
  }

  private static String names(List<TrackedTable.Column> columns) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (TrackedTable.Column column : columns) {
        json.writeString(column.sqlName());
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
