package org.syncline.tenant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.H2Dialect;
import org.syncline.store.provision.H2Durability;

/** The H2 file database in the data directory, with its pool. */
final class EmbeddedDatabase implements Database {
  private static final String USER = "sa";
  private static final int MOST_READERS = 16;

  /** One has the turn, and its thread may open further transactions. */
  private static final int MOST_WRITERS = 4;

  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;
  private static final int PASSWORD_BYTES = 18;

  /** What is not given back by then is told in the log, with the place where it was taken. */
  private static final long LEAK_MILLIS = 120_000;

  /**
   * For callers of the server. Who waits for a turn keeps a thread waiting, and the server has 200
   * of them for its requests.
   */
  private static final Turn.Patience CALLERS = Turn.Patience.of(Duration.ofSeconds(10), 64);

  private final Dialect dialect = new H2Dialect();
  private final Path file;
  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final Turn turn = new Turn();
  private final DataSource pool;
  private final H2Transactions transactions = new H2Transactions(InstantSource.system());

  private EmbeddedDatabase(Path file, DataSource h2) {
    this.file = file;
    this.readers = hikari(h2, "syncline-default-readers", MOST_READERS);
    this.writers = hikari(h2, "syncline-default-writers", MOST_WRITERS);
    this.pool = pool(CALLERS);
  }

  /**
   * Opens the database, or makes one that is safe.
   *
   * @throws IllegalStateException with a sentence for the operator if it cannot, or must not, be
   *     used
   */
  static EmbeddedDatabase open(Path directory) {
    return open(directory, "file");
  }

  /**
   * @param fileSystem one that H2 knows: {@code file}, or one that observes it
   */
  static EmbeddedDatabase open(Path directory, String fileSystem) {
    Path file = directory.resolve("default");
    boolean isNew = !Files.exists(directory.resolve("default.mv.db"));
    String password = password(directory);
    // An absolute path: H2 refuses others. Who waits for a row holds up all who write, so not for
    // long: an upload lets others pass and tries again.
    String url = "jdbc:h2:" + fileSystem + ":" + file + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=100";
    String safeUrl = url + ";WRITE_DELAY=0";
    checkDurability(h2(isNew ? safeUrl : url, password), file);
    closeToOthers(directory);
    // H2 stores this setting, yet opens with its default of 500 ms unless the URL says otherwise
    return new EmbeddedDatabase(file, h2(safeUrl, password));
  }

  /** H2 makes its files as the user's mask has it. */
  private static void closeToOthers(Path directory) {
    try {
      OwnersOnly.close(directory.resolve("default.mv.db"));
      OwnersOnly.close(directory.resolve("default.trace.db"));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the database in %s cannot be closed to others: %s; make its files this user's own"
              .formatted(directory, e),
          e);
    }
  }

  private static HikariDataSource hikari(DataSource h2, String name, int mostConnections) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(h2);
    config.setPoolName(name);
    config.setMaximumPoolSize(mostConnections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setLeakDetectionThreshold(LEAK_MILLIS);
    return new HikariDataSource(config);
  }

  private static JdbcDataSource h2(String url, String password) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(url);
    h2.setUser(USER);
    h2.setPassword(password);
    return h2;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  /** Connections write in turn. */
  @Override
  public DataSource pool() {
    return pool;
  }

  /** Each connection's first transaction goes to the front of the line. */
  @Override
  public DataSource numberingPool(Duration patience) {
    return pool(Turn.Patience.urgent(patience));
  }

  @Override
  public <T> T probing(Supplier<T> work) {
    writeDownErrors(false);
    try {
      return work.get();
    } finally {
      writeDownErrors(true);
    }
  }

  /** Whether H2 writes statements that failed into its own log; for all connections. */
  private void writeDownErrors(boolean all) {
    try (Connection connection = readers.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TRACE_LEVEL_FILE " + (all ? 1 : 0));
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database %s.mv.db cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The same connections for others who can wait longer, or less long, for their turn. */
  DataSource pool(Turn.Patience patience) {
    return (DataSource)
        Proxy.newProxyInstance(
            EmbeddedDatabase.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return WriteInTurn.open(readers, writers, turn, patience);
              }
              try {
                return method.invoke(readers, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /**
   * Runs the statements of a file, each in a transaction of its own.
   *
   * @throws IllegalStateException with a sentence for the operator if the file cannot be read, or a
   *     statement fails
   */
  void run(Path script) {
    try (Connection connection = pool.getConnection();
        Reader statements = Files.newBufferedReader(script)) {
      RunScript.execute(connection, statements);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "a statement of syncline.h2.script, %s, failed: %s. It runs at each start, so its statements must bear repetition, as CREATE TABLE IF NOT EXISTS does"
              .formatted(script, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "syncline.h2.script, %s, cannot be read: %s".formatted(script, e), e);
    }
  }

  /** Without the suffix that H2 gives its file. */
  Path file() {
    return file;
  }

  @Override
  public String name() {
    return file + ".mv.db";
  }

  /** On a connection that is there already: a new one would set the delay right again. */
  @Override
  public Check durability(Connection connection) throws SQLException {
    int delay = H2Durability.runningWriteDelayMillis(connection);
    return delay == 0
        ? Check.passed("Durability", "WRITE_DELAY is 0: a commit is on disk before its answer")
        : Check.failed(
            "Durability",
            CheckResult.COMMITS_NOT_DURABLE,
            "WRITE_DELAY is " + delay + " ms: acknowledged work can be lost; SET WRITE_DELAY 0");
  }

  @Override
  public OpenTransactions openTransactions(Connection connection) throws SQLException {
    return transactions.look(connection);
  }

  @Override
  public Check directory() {
    return DirectoryCheck.of("Data directory", file.getParent(), "for the database and the keys");
  }

  /** Before anything is written: a refused database is left as it was found. */
  private static void checkDurability(DataSource h2, Path file) {
    try (Connection connection = h2.getConnection()) {
      int delay = H2Durability.storedWriteDelayMillis(connection);
      if (delay != 0) {
        throw new IllegalStateException(
            "the database %s.mv.db may lose acknowledged changes when this process is killed: its WRITE_DELAY is %d ms. Open it once with the H2 console or shell and run: SET WRITE_DELAY 0"
                .formatted(file, delay));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database %s.mv.db cannot be opened: %s. One process at a time may use it, and its password is in the file h2.password beside it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Other programs on this machine may connect with it; it is made once and kept beside the file.
   */
  private static String password(Path directory) {
    return new String(
        KeptSecret.in(directory.resolve("h2.password"), EmbeddedDatabase::newPassword),
        StandardCharsets.US_ASCII);
  }

  private static byte[] newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    writers.close();
    readers.close();
  }
}
