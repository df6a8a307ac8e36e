package org.syncline.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;

/**
 * A real PostgreSQL on a free port of 127.0.0.1, started with the first database that is made in it
 * and, unless it is somebody's own, stopped with its data removed when the Java VM ends.
 */
public final class PostgresServer implements DatabaseServer {
  private static final Path DIRECTORY = Path.of("target", "postgres");

  /** Would not outlive a power failure. */
  public static final PostgresServer FAST = new PostgresServer("off", null);

  /** Keeps what it acknowledges, as one in use does. */
  public static final PostgresServer SAFE = new PostgresServer("on", null);

  /** The superuser; any password will do. */
  public static final String USER = "postgres";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String safety;

  /** Null: one that goes with the Java VM. */
  private final Path data;

  private int port;
  private EmbeddedPostgres running;

  private PostgresServer(String safety, Path data) {
    this.safety = safety;
    this.data = data;
  }

  static PostgresServer own() {
    return new PostgresServer("on", DIRECTORY.resolve("own-" + UUID.randomUUID()));
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.POSTGRES;
  }

  @Override
  public NewDatabase create(Duration lockTimeout) throws SQLException {
    String name = "test" + COUNT.incrementAndGet();
    execute("CREATE DATABASE " + name);
    String url = url(name) + "?options=-c%20lock_timeout=" + lockTimeout.toMillis();
    return new NewDatabase(
        url, USER, "secret", () -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
  }

  private synchronized int port() {
    if (running == null) {
      try {
        start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }
    return port;
  }

  private void start() throws IOException {
    EmbeddedPostgres.Builder builder =
        builder()
            .setPort(port)
            .setServerConfig("fsync", safety)
            .setServerConfig("full_page_writes", safety)
            .setServerConfig("synchronous_commit", safety);
    if (data != null) {
      builder.setDataDirectory(data).setCleanDataDirectory(false);
    }
    running = builder.start();
    port = running.getPort();
  }

  @Override
  public synchronized void kill() throws IOException {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(List.of(handle));
    handle.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    running.close(); // else it would hold a lock on the directory
  }

  @Override
  public synchronized void startAgain() throws IOException {
    start();
  }

  @Override
  public synchronized void close() throws IOException {
    if (running != null) {
      running.close();
    }
    FileUtils.deleteDirectory(data.toFile());
  }

  /** For a server of one's own; to be closed. */
  public static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(DIRECTORY.toFile())
        .setPGStartupWait(Duration.ofMinutes(2))
        .setServerConfig("listen_addresses", "127.0.0.1");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(USER), USER, "secret");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
