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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.syncline.store.jdbc.TrackedTable;

/** What SYNCLINE_TABLE says of each tracked table; triggers learn from it which columns matter. */
final class Descriptions {
  private static final JsonFactory JSON = new JsonFactory();

  private final Connection connection;
  private final Map<String, Columns> known = new TreeMap<>();

  private Descriptions(Connection connection) {
    this.connection = connection;
  }

  static Descriptions read(Connection connection) throws SQLException {
    Descriptions descriptions = new Descriptions(connection);
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT TBL, KEY_COLUMNS, FILTER_COLUMNS, RECORDED_COLUMNS FROM SYNCLINE_TABLE");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        descriptions.known.put(
            rows.getString(1),
            new Columns(rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return descriptions;
  }

  /** Names of the described tables. */
  List<String> tables() {
    return List.copyOf(known.keySet());
  }

  /** Whether the table is described with the same key and filter columns in the same order. */
  boolean has(TrackedTable table) {
    Columns described = known.get(table.sqlName());
    Columns wanted = Columns.of(table);
    return described != null
        && described.keys.equals(wanted.keys)
        && described.filters.equals(wanted.filters);
  }

  /** Whether it is described with the same columns of which old values are kept. */
  boolean records(TrackedTable table) {
    return Columns.of(table).equals(known.get(table.sqlName()));
  }

  /** Entries that kept the old values of other columns would pass for complete. */
  void forgetOldValues(TrackedTable table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE SYNCLINE_LOG SET CHANGED = NULL WHERE TBL = ? AND CHANGED IS NOT NULL")) {
      statement.setString(1, table.sqlName());
      statement.executeUpdate();
    }
  }

  void put(TrackedTable table) throws SQLException {
    Columns columns = Columns.of(table);
    String sql =
        known.containsKey(table.sqlName())
            ? "UPDATE SYNCLINE_TABLE SET KEY_COLUMNS = ?, FILTER_COLUMNS = ?, RECORDED_COLUMNS = ?"
                + " WHERE TBL = ?"
            : "INSERT INTO SYNCLINE_TABLE (KEY_COLUMNS, FILTER_COLUMNS, RECORDED_COLUMNS, TBL)"
                + " VALUES (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, columns.keys());
      statement.setString(2, columns.filters());
      statement.setString(3, columns.recorded());
      statement.setString(4, table.sqlName());
      statement.executeUpdate();
    }
    known.put(table.sqlName(), columns);
  }

  void remove(String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM SYNCLINE_TABLE WHERE TBL = ?")) {
      statement.setString(1, table);
      statement.executeUpdate();
    }
    known.remove(table);
  }

  /**
   * Each a JSON array of names.
   *
   * @param recorded null in a description from before old values could be kept
   */
  private record Columns(String keys, String filters, String recorded) {
    static Columns of(TrackedTable table) {
      return new Columns(names(table.keys()), names(table.filters()), names(table.recorded()));
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
}
