package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.syncline.scope.ConflictPolicy.CLIENT_WINS;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.h2.api.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.RowsRejectedException;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.testkit.Copy;
import org.syncline.testkit.SyncServer;

/** Rules that an application wrote as a trigger in Java. */
class RefusingTriggerTest {
  private static final String RULE = "the database's own rules refuse the row";

  /** Thrown for rows whose name is {@code bad}. */
  private static final AtomicReference<Exception> THROWN = new AtomicReference<>();

  private SyncServer server;

  /** Refuses rows named {@code bad}. */
  public static final class Budget implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
      if (after != null && after[1].equals("bad")) {
        if (THROWN.get() instanceof SQLException e) {
          throw e;
        }
        throw (RuntimeException) THROWN.get();
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = SyncServer.start();
    server
        .database()
        .execute(
            "CREATE TRIGGER BUDGET BEFORE INSERT, UPDATE ON \"Status\" FOR EACH ROW CALL '%s'"
                .formatted(Budget.class.getName()));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  static Stream<Exception> refusals() {
    return Stream.of(
        new SQLException("over budget"),
        new SQLException("over budget", "45000"),
        new SQLException("over budget", "72000", 20_001),
        new SQLException("over budget", "U0815"),
        new IllegalStateException("over budget"),
        new IllegalStateException(new SQLException("over budget")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void h26_an_error_that_a_trigger_raises_refuses_the_row_and_lets_the_others_pass(
      Exception refusal) throws Exception {
    THROWN.set(refusal);
    Copy device = Copy.of(server, UUID.randomUUID(), 100);
    device.download();
    List<UploadOutcome> outcomes =
        device.upload(CLIENT_WINS, status(1, "good"), status(2, "bad"), status(3, "fine"));
    assertThat(outcomes).hasSize(3);
    assertThat(outcomes.get(0)).isNotInstanceOf(UploadOutcome.Failed.class);
    assertThat(((UploadOutcome.Failed) outcomes.get(1)).description()).isEqualTo(RULE);
    assertThat(outcomes.get(2)).isNotInstanceOf(UploadOutcome.Failed.class);
    assertThat(server.database().execute("DELETE FROM \"Status\"")).isEqualTo(2);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        arguments(new SQLException("no such table", "42S02"), RuntimeException.class),
        arguments(
            new IllegalStateException(new SQLException("no such column", "42S22")),
            RuntimeException.class),
        arguments(new SQLException("gone", "08006"), TransactionLostException.class),
        arguments(new SQLException("deadlock", "40001"), TransactionLostException.class),
        arguments(
            new IllegalStateException(new SQLException("deadlock", "40001")),
            TransactionLostException.class));
  }

  @ParameterizedTest
  @MethodSource("others")
  void what_no_row_can_be_the_reason_of_stays_what_it_is(
      Exception failure, Class<? extends Exception> expected) throws Exception {
    THROWN.set(failure);
    try (Connection connection = server.database().connect()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(
              () ->
                  server
                      .database()
                      .unit()
                      .writer()
                      .write(
                          connection, server.scope(), List.of(status(2, "bad").change()), Set.of()))
          .isInstanceOf(expected)
          .isNotInstanceOf(RowsRejectedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM SYNCLINE_TABLE",
        "UPDATE SYNCLINE_TABLE SET KEY_COLUMNS = '[\"GONE\"]'"
      })
  void change_tracking_that_is_broken_is_no_refusal_either(String breaks) throws Exception {
    server.database().execute(breaks);
    try (Connection connection = server.database().connect()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(
              () ->
                  server
                      .database()
                      .unit()
                      .writer()
                      .write(
                          connection,
                          server.scope(),
                          List.of(status(1, "good").change()),
                          Set.of()))
          .isInstanceOf(RuntimeException.class)
          .isNotInstanceOf(RowsRejectedException.class)
          .hasStackTraceContaining("Syncline trigger");
    }
  }

  private UploadedChange status(int id, String name) {
    Row row = new Row(server.database().type("Status"), id, name);
    return new UploadedChange(new Change.Live(row), "t" + id, true);
  }
}
