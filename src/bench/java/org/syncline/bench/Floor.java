package org.syncline.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What no server can beat: a plain JDBC cursor over the same tables in the same process as the
 * database, to JSON text of the same shape, to gzip. No HTTP, no filter, no batches.
 */
final class Floor {
  private static final int REPETITIONS = 5;
  private static final List<String> TABLES =
      List.of("Status", "Priority", "Tag", "User", "List", "Item", "TagItemMapping");

  private final Path data;
  private final long rows;

  /**
   * @param data of a server that has stopped
   * @param rows that the clients received
   */
  Floor(Path data, long rows) {
    this.data = data;
    this.rows = rows;
  }

  /** Measures, and prints the ratios to the rates given, in rows per second. */
  void report(double plain, double gzip) throws SQLException, IOException {
    List<Double> plainFloor = new ArrayList<>();
    List<Double> gzipFloor = new ArrayList<>();
    String url = "jdbc:h2:" + data.toAbsolutePath().resolve("default") + ";ACCESS_MODE_DATA=r";
    String password = Files.readString(data.resolve("h2.password")).strip();
    try (Connection connection = DriverManager.getConnection(url, "sa", password)) {
      for (int i = 0; i < REPETITIONS; i++) {
        plainFloor.add(rate(connection, OutputStream.nullOutputStream()));
        gzipFloor.add(
            rate(connection, new GZIPOutputStream(OutputStream.nullOutputStream(), 8192)));
      }
    }
    print("plain", plain, FirstSync.median(plainFloor));
    print("gzip ", gzip, FirstSync.median(gzipFloor));
  }

  private static void print(String name, double measured, double floor) {
    System.out.printf(
        "%s  median %,.0f rows/s over HTTP, %,.0f rows/s from cursor to JSON: ratio %.2f%n",
        name, measured, floor, measured / floor);
  }

  private double rate(Connection connection, OutputStream out) throws SQLException, IOException {
    long start = System.nanoTime();
    long read = 0;
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet result = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
          read += write(table, result, out);
        }
      }
    }
    out.close();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (read < rows) {
      throw new IllegalStateException("clients got " + rows + " rows, the tables have " + read);
    }
    return read / seconds;
  }

  private static long write(String table, ResultSet result, OutputStream out)
      throws SQLException, IOException {
    int columns = result.getMetaData().getColumnCount();
    String[] names = new String[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = "\"" + result.getMetaData().getColumnName(i + 1) + "\":";
    }
    StringBuilder json = new StringBuilder();
    long rows = 0;
    while (result.next()) {
      json.setLength(0);
      json.append('{');
      for (int i = 0; i < columns; i++) {
        json.append(names[i]);
        value(json, result.getObject(i + 1));
        json.append(',');
      }
      json.append("\"__metadata\":{\"uri\":\"http:\\/\\/localhost:8080\\/sync\\/");
      json.append("DefaultScopeSyncService.svc\\/").append(table).append("(ID=guid'");
      json.append(result.getObject(1)).append("')\",\"type\":\"DefaultScope.").append(table);
      json.append("\"}},");
      out.write(json.toString().getBytes(StandardCharsets.UTF_8));
      rows++;
    }
    return rows;
  }

  private static void value(StringBuilder json, Object value) {
    if (value == null || value instanceof Number) {
      json.append(value);
    } else if (value instanceof java.sql.Timestamp time) {
      json.append("\"\\/Date(").append(time.getTime()).append(")\\/\"");
    } else {
      text(json, value.toString());
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '/') {
        json.append('\\');
      }
      json.append(c < ' ' ? ' ' : c);
    }
    json.append('"');
  }
}
