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
 * A real PostgreSQL on a free port of 127.0.0.1, started with the first database and stopped, with
 * its data removed, when the Java VM ends. It is fast, not safe: it would not outlive a power
 * failure.
 */
public final class PostgresServer {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private PostgresServer() {}

  private static final class Running {
    static final EmbeddedPostgres POSTGRES = start();
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setOverrideWorkingDirectory(Path.of("target", "postgres").toFile())
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("fsync", "off")
          .setServerConfig("full_page_writes", "off")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /** Of the superuser {@code postgres}, who needs no password. */
  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + Running.POSTGRES.getPort() + "/" + database;
  }

  static NewDatabase create(Duration lockTimeout) throws SQLException {
    String name = "test" + COUNT.incrementAndGet();
    execute("CREATE DATABASE " + name);
    String url = url(name) + "?options=-c%20lock_timeout=" + lockTimeout.toMillis();
    return new NewDatabase(
        url, "postgres", "postgres", () -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url("postgres"), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
