package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.NewDatabase;
import org.syncline.testkit.PostgresServer;
import org.syncline.testkit.Sql;

/** What the check named Transactions says of other programs. */
@EachDatabase
class OpenTransactionsTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;

  /** Null for the embedded one. */
  private NewDatabase server;

  private Database database;

  @BeforeEach
  void open() throws SQLException {
    if (kind == DatabaseKind.H2) {
      database = EmbeddedDatabase.open(directory);
    } else {
      Duration lockTimeout = Duration.ofSeconds(1);
      server =
          kind == DatabaseKind.POSTGRES
              ? PostgresServer.SAFE.create(lockTimeout)
              : kind.create(lockTimeout);
      database =
          ServerDatabase.open(
              new DatabaseAddress(
                  server.url(), Optional.of(server.user()), Optional.of(server.password())),
              directory);
    }
    try (Connection connection = database.pool().getConnection()) {
      Sql.execute(connection, "CREATE TABLE note (text VARCHAR(50))");
    }
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void h46_a_transaction_that_does_not_end_is_told_with_its_age_and_who_it_is() throws Exception {
    try (Connection other = server == null ? database.pool().getConnection() : server.connect()) {
      String session = Sql.column(other, "SELECT " + sessionId()).get(0);
      other.setAutoCommit(false);
      Sql.column(other, "SELECT text FROM note");
      assertThat(check(Duration.ZERO).passed()).as("it only reads").isTrue();

      Sql.execute(other, "INSERT INTO note VALUES ('secret')");
      check(Duration.ofMinutes(10));
      Thread.sleep(2_100); // ages are in seconds
      assertThat(check(Duration.ofMinutes(10)).passed()).isTrue();
      Check tooOld = check(Duration.ofSeconds(2));
      assertThat(tooOld.result()).isEqualTo(CheckResult.TRANSACTION_TOO_OLD);
      assertThat(tooOld.comment())
          .containsPattern("session " + session + " of user \\w+.* for \\d{1,2} seconds")
          .doesNotContain("secret", "INSERT");

      other.rollback();
      Thread.sleep(150); // MariaDB shows the same for as long as it is asked more often
      assertThat(check(Duration.ZERO).passed()).isTrue();
    }
  }

  @Test
  void h46_what_cannot_be_seen_is_said() throws Exception {
    Assumptions.assumeTrue(server != null);
    String user = "blind" + System.nanoTime();
    try (Connection connection = server.connect()) {
      boolean isMariaDb = kind == DatabaseKind.MARIADB;
      Sql.execute(
          connection,
          isMariaDb
              ? "CREATE USER " + user + "@'127.0.0.1' IDENTIFIED BY 'x'"
              : "CREATE ROLE " + user);
      try {
        assertThat(isMariaDb ? checkOfMariaDb(user) : checkAs(connection, user))
            .matches(Check::passed)
            .extracting(Check::comment)
            .asString()
            .contains(isMariaDb ? "GRANT PROCESS" : "GRANT pg_read_all_stats");
      } finally {
        Sql.execute(connection, "DROP USER " + user + (isMariaDb ? "@'127.0.0.1'" : ""));
      }
    }
  }

  private static Check checkAs(Connection connection, String role) throws SQLException {
    Sql.execute(connection, "SET ROLE " + role);
    try {
      return new PostgresProduct().openTransactions(connection).check(Duration.ZERO);
    } finally {
      Sql.execute(connection, "RESET ROLE");
    }
  }

  private Check checkOfMariaDb(String user) throws SQLException {
    String url = server.url().replaceFirst("/[^/]*$", "/");
    MariaDbProduct product = new MariaDbProduct();
    try (Connection connection =
        product
            .source(new DatabaseAddress(url, Optional.of(user), Optional.of("x")))
            .getConnection()) {
      return product.openTransactions(connection).check(Duration.ZERO);
    }
  }

  private String sessionId() {
    return switch (kind) {
      case H2 -> "SESSION_ID()";
      case POSTGRES -> "pg_backend_pid()";
      case MARIADB -> "CONNECTION_ID()";
    };
  }

  private Check check(Duration longest) throws SQLException {
    try (Connection connection =
        server == null ? database.pool().getConnection() : server.connect()) {
      if (kind == DatabaseKind.MARIADB) {
        // which tells when transactions began in the server's own time
        Sql.execute(connection, "SET SESSION time_zone = '-05:00'");
      }
      return database.openTransactions(connection).check(longest);
    }
  }
}
