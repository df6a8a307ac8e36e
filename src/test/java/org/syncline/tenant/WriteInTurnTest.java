package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteInTurnTest {
  @TempDir Path directory;
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private EmbeddedDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = EmbeddedDatabase.open(directory);
    try (Connection connection = database.pool().getConnection()) {
      run(connection, "CREATE TABLE T (ID INT PRIMARY KEY)");
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "rollback", "auto-commit", "close"})
  void a_transaction_waits_for_the_end_of_another(String end) throws Exception {
    Future<?> second;
    try (Connection first = transaction()) {
      run(first, "INSERT INTO T VALUES (1)");
      second = threads.submit(this::write);
      assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      switch (end) {
        case "commit" -> first.commit();
        case "rollback" -> first.rollback();
        case "auto-commit" -> first.setAutoCommit(true);
        default -> assertThat(end).isEqualTo("close");
      }
      if (!end.equals("close")) {
        second.get(10, TimeUnit.SECONDS);
      }
    }
    second.get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_transaction_that_has_ended_waits_again_for_its_next_turn() throws Exception {
    try (Connection first = transaction()) {
      run(first, "INSERT INTO T VALUES (1)");
      first.commit();
      run(first, "INSERT INTO T VALUES (3)");
      Future<?> second = threads.submit(this::write);
      assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void a_savepoint_does_not_end_the_turn() throws Exception {
    try (Connection first = transaction()) {
      first.rollback(first.setSavepoint());
      Future<?> second = threads.submit(this::write);
      assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void readers_and_single_statements_do_not_wait() throws Exception {
    try (Connection first = transaction()) {
      run(first, "INSERT INTO T VALUES (1)");
      threads
          .submit(
              () -> {
                try (Connection reader = database.pool().getConnection()) {
                  run(reader, "INSERT INTO T VALUES (4)");
                  reader.setReadOnly(true);
                  reader.setAutoCommit(false);
                  run(reader, "SELECT * FROM T");
                }
                return null;
              })
          .get(10, TimeUnit.SECONDS);
    }
  }

  private Void write() throws SQLException {
    try (Connection connection = transaction()) {
      run(connection, "INSERT INTO T VALUES (2)");
      connection.commit();
    }
    return null;
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.pool().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      assertThat(statement.execute(sql)).isEqualTo(sql.startsWith("SELECT"));
    }
  }
}
