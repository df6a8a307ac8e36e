package org.syncline.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.syncline.store.jdbc.H2Dialect;

/**
 * The database of a running server, seen by another program: plain SQL past everything that
 * Syncline does.
 */
public final class ServerDatabase {
  private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
    return switch (product()) {
      case "h2" -> "RANDOM_UUID()";
      case "mariadb" -> "UUID()";
      default -> "gen_random_uuid()";
    };
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
   * How often a row has been written, by whom ever, see {@link #timesWritten()}.
   *
   * @param id {@code Type(Key=guid'...')}, a key of one guid
   */
  public int timesWritten(String id) throws SQLException {
    return timesWritten().getOrDefault(id, 0);
  }

  /**
   * How often rows have been written, by {@code Type(Key=guid'...')}, for those with a key of one
   * guid: the entries of the change log, which a repeated effect would grow even where it leaves
   * the row as it is.
   */
  public Map<String, Integer> timesWritten() throws SQLException {
    Map<String, Integer> times = new HashMap<>();
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT TBL, PK, COUNT(*) FROM SYNCLINE_LOG GROUP BY TBL, PK");
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        Matcher guid = GUID.matcher(result.getString(2));
        if (guid.find()) {
          times.put(result.getString(1) + "(ID=guid'" + guid.group() + "')", result.getInt(3));
        }
      }
    }
    return times;
  }

  /** The first value of the first row, null if there is none. */
  public Object ask(String sql, Object... parameters) throws SQLException {
    try (Connection connection = connect()) {
      return ask(connection, sql, parameters);
    }
  }

  public static Object ask(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getObject(1) : null;
      }
    }
  }

  /** As its address has it. */
  private String product() {
    int at = url.indexOf(':') + 1;
    return url.substring(at, url.indexOf(':', at));
  }

  /** How many connections there are to it, this one among them. */
  public int connections() throws SQLException {
    String sql =
        switch (product()) {
          case "h2" -> "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS";
          case "mariadb" ->
              "SELECT COUNT(*) FROM INFORMATION_SCHEMA.PROCESSLIST WHERE DB = DATABASE()";
          default -> "SELECT COUNT(*) FROM PG_STAT_ACTIVITY WHERE DATNAME = CURRENT_DATABASE()";
        };
    return ((Number) ask(sql)).intValue();
  }

  /** How many transactions wait for what another one has locked. */
  public int waitingForLocks() throws SQLException {
    String sql =
        switch (product()) {
          case "h2" ->
              "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL";
          case "mariadb" ->
              "SELECT COUNT(*) FROM INFORMATION_SCHEMA.INNODB_TRX WHERE TRX_STATE = 'LOCK WAIT'";
          default ->
              "SELECT COUNT(*) FROM PG_STAT_ACTIVITY WHERE DATNAME = CURRENT_DATABASE()"
                  + " AND WAIT_EVENT_TYPE = 'Lock'";
        };
    return ((Number) ask(sql)).intValue();
  }

  /** Connections that the server's own code can use as those of another node. */
  public HikariDataSource pool() throws IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password.read());
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
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
