package org.syncline.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.syncline.store.jdbc.H2Dialect;

/**
 * The database of a running server, seen by another program: plain SQL past everything that
 * Syncline does.
 */
public final class ServerDatabase {
  private final String url;
  private final String user;
  private final Password password;
  private final int snapshotIsolation;

  private ServerDatabase(String url, String user, Password password, int snapshotIsolation) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.snapshotIsolation = snapshotIsolation;
  }

  /** Read anew for each connection, since a server makes it with its database. */
  private interface Password {
    String read() throws IOException;
  }

  /**
   * The embedded database, over H2's own protocol.
   *
   * @param port where the server was told to listen for H2's protocol, with the system property
   *     {@code syncline.h2.tcp-port}
   * @param data the server's data directory
   */
  public static ServerDatabase embedded(int port, Path data) {
    return new ServerDatabase(
        "jdbc:h2:tcp://127.0.0.1:" + port + "/" + data.toAbsolutePath().resolve("default"),
        "sa",
        () -> Files.readString(data.resolve("h2.password")).strip(),
        new H2Dialect().snapshotIsolation());
  }

  /** One that others run. */
  public static ServerDatabase of(NewDatabase database) {
    return new ServerDatabase(
        database.url(),
        database.user(),
        database::password,
        Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** A call, in SQL, that makes an id. */
  public String newGuid() {
    return url.startsWith("jdbc:h2:") ? "RANDOM_UUID()" : "gen_random_uuid()";
  }

  /** A new connection, committing each statement; the caller closes it. */
  public Connection connect() throws SQLException {
    try {
      return DriverManager.getConnection(url, user, password.read());
    } catch (IOException e) {
      throw new SQLException("cannot read the password of the database", e);
    }
  }

  /**
   * Runs one statement in a transaction of its own and returns the number of changed rows.
   *
   * @param sql with names in backquotes, as in {@link #sql}
   */
  public int run(String sql, Object... parameters) throws SQLException {
    try (Connection connection = connect()) {
      return run(connection, sql, parameters);
    }
  }

  /**
   * Runs one statement.
   *
   * @param sql with names in backquotes, as in {@link #sql}
   */
  public static int run(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /**
   * What a device of {@code user} must hold: each table under its filter, in the form in which a
   * {@link Device} shows its rows.
   */
  public Map<String, Map<String, Object>> rowsOf(UUID user) throws SQLException {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    try (Connection connection = connect()) {
      // One snapshot of all tables, like a checkpoint.
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(snapshotIsolation);
      for (ListsTable table : ListsTable.values()) {
        read(connection, table, user, all);
      }
      connection.rollback();
    }
    return all;
  }

  /**
   * How often a row has been written, by whom ever: the entries of the change log, which a repeated
   * effect would grow even where it leaves the row as it is.
   *
   * @param id {@code Type(Key=guid'...')}, a key of one guid
   */
  public int timesWritten(String id) throws SQLException {
    String guid = id.substring(id.indexOf('\'') + 1, id.lastIndexOf('\''));
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM SYNCLINE_LOG WHERE TBL = ? AND PK LIKE ?")) {
      statement.setString(1, id.substring(0, id.indexOf('(')));
      statement.setString(2, "%" + guid + "%");
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    }
  }

  private static void read(
      Connection connection, ListsTable table, UUID user, Map<String, Map<String, Object>> into)
      throws SQLException {
    String sql = "SELECT * FROM `" + table.wireName() + "`";
    if (table.perUser()) {
      sql += " WHERE `" + table.userColumn() + "` = ?";
    }
    try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
      if (table.perUser()) {
        statement.setObject(1, user);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Map<String, Object> values = new LinkedHashMap<>();
          for (ListsTable.Column column : table.columns()) {
            Object value = result.getObject(column.name());
            values.put(column.name(), value == null ? null : column.type().fromJdbc(value));
          }
          into.put(table.id(values), values);
        }
      }
    }
  }

  /**
   * Names in the sample's database keep their case, so they need quotes; written as {@code `Item`},
   * a statement can be read in Java too.
   */
  public static String sql(String withBackquotes) {
    return withBackquotes.replace('`', '"');
  }
}
