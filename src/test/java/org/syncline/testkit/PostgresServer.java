package org.syncline.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL on a free port of 127.0.0.1, started with the first database that is made in it
 * and stopped, with its data removed, when the Java VM ends.
 */
public final class PostgresServer {
  /** Would not outlive a power failure. */
  public static final PostgresServer FAST = new PostgresServer("off");

  /** Keeps what it acknowledges, as one in use does. */
  public static final PostgresServer SAFE = new PostgresServer("on");

  /** The superuser; any password will do. */
  public static final String USER = "postgres";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String safety;
  private EmbeddedPostgres running;

  private PostgresServer(String safety) {
    this.safety = safety;
  }

  /** A new, empty database. */
  public NewDatabase create(Duration lockTimeout) throws SQLException {
    String name = "test" + COUNT.incrementAndGet();
    execute("CREATE DATABASE " + name);
    String url = url(name) + "?options=-c%20lock_timeout=" + lockTimeout.toMillis();
    return new NewDatabase(
        url, USER, "secret", () -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
  }

  private synchronized int port() {
    if (running == null) {
      running = start(safety);
    }
    return running.getPort();
  }

  private static EmbeddedPostgres start(String safety) {
    try {
      return builder()
          .setServerConfig("fsync", safety)
          .setServerConfig("full_page_writes", safety)
          .setServerConfig("synchronous_commit", safety)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /** For a server of one's own; to be closed. */
  public static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(Path.of("target", "postgres").toFile())
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
