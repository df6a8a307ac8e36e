package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
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
  void close() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
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

  @Test
  void a_thread_may_write_in_a_second_transaction_beside_its_first() throws Exception {
    try (Connection first = transaction()) {
      run(first, "INSERT INTO T VALUES (1)");
      try (Connection second = transaction()) {
        run(second, "INSERT INTO T VALUES (3)");
        second.commit();
      }
      Future<?> other = threads.submit(() -> write());
      assertThatThrownBy(() -> other.get(200, TimeUnit.MILLISECONDS))
          .as("the end of the second is not the end of the first")
          .isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void who_would_wait_behind_too_many_does_not_wait() throws Exception {
    try (Connection first = transaction()) {
      run(first, "INSERT INTO T VALUES (1)");
      DataSource choosy = database.pool(Turn.Patience.of(Duration.ofMinutes(1), 0));
      Future<?> second =
          threads.submit(
              () -> {
                try (Connection connection = choosy.getConnection()) {
                  connection.setAutoCommit(false);
                  return connection.createStatement();
                }
              });
      assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLTransientConnectionException.class);
    }
  }

  @Test
  void readers_do_not_keep_connections_from_the_one_whose_turn_it_is() throws Exception {
    List<Connection> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        Connection reader = database.pool().getConnection();
        readers.add(reader);
        run(reader, "SELECT * FROM T");
      }
      threads.submit(this::write).get(5, TimeUnit.SECONDS);
    } finally {
      for (Connection reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void who_is_urgent_goes_first() throws Exception {
    Turn turn = new Turn();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    turn.take(Turn.Patience.urgent(Duration.ZERO));
    List<Thread> waiting = new ArrayList<>();
    for (String name : List.of("first", "second", "urgent")) {
      Turn.Patience patience =
          name.equals("urgent")
              ? Turn.Patience.urgent(Duration.ofMinutes(1))
              : Turn.Patience.of(Duration.ofMinutes(1), 9);
      waiting.add(inLine(turn, patience, () -> order.add(name)));
    }
    turn.giveBack();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(order).containsExactly("urgent", "first", "second");
  }

  @Test
  void who_is_urgent_goes_first_with_the_first_of_several_transactions() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    try (Connection urgent = database.numberingPool(Duration.ofMinutes(1)).getConnection();
        Connection other = transaction();
        Connection first = transaction()) {
      urgent.setAutoCommit(false);
      run(urgent, "INSERT INTO T VALUES (1)");
      urgent.commit();
      run(first, "INSERT INTO T VALUES (2)");
      Thread ordinary = waiting(() -> insert(other, 3, order));
      Thread again = waiting(() -> insert(urgent, 4, order));
      first.commit();
      ordinary.join();
      again.join();
    }
    assertThat(order).containsExactly("3", "4");
  }

  private static Void insert(Connection connection, int id, List<String> order)
      throws SQLException {
    run(connection, "INSERT INTO T VALUES (" + id + ")");
    order.add(String.valueOf(id));
    connection.commit();
    return null;
  }

  @Test
  void of_those_who_are_urgent_one_at_a_time_goes_before_others() throws Exception {
    Turn turn = new Turn();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    turn.take(Turn.Patience.urgent(Duration.ZERO));
    List<Thread> waiting = new ArrayList<>();
    waiting.add(inLine(turn, Turn.Patience.of(Duration.ofMinutes(1), 9), () -> order.add("other")));
    Turn.Patience urgent = Turn.Patience.urgent(Duration.ofMinutes(1));
    waiting.add(
        inLine(
            turn,
            urgent,
            () -> {
              order.add("urgent");
              waiting.add(inLine(turn, urgent, () -> order.add("urgent, too")));
            }));
    turn.giveBack();
    waiting.get(1).join(); // by then the third one is in line
    waiting.get(0).join();
    waiting.get(2).join();
    assertThat(order).containsExactly("urgent", "other", "urgent, too");
  }

  /** Does some work when its turn has come. */
  private static Thread inLine(Turn turn, Turn.Patience patience, Runnable work) {
    return waiting(
        () -> {
          turn.take(patience);
          work.run();
          turn.giveBack();
          return null;
        });
  }

  /** A thread that has begun with work which must wait. */
  private static Thread waiting(Callable<?> work) {
    Thread thread = new Thread(new FutureTask<>(work));
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void who_gives_up_leaves_the_line_to_the_next() throws Exception {
    Turn turn = new Turn();
    turn.take(Turn.Patience.urgent(Duration.ZERO));
    Future<?> hasty =
        threads.submit(
            () -> {
              turn.take(Turn.Patience.of(Duration.ofMillis(50), 9));
              return null;
            });
    assertThatThrownBy(() -> hasty.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SQLTransactionRollbackException.class);
    turn.giveBack();
    threads
        .submit(
            () -> {
              turn.take(Turn.Patience.of(Duration.ofMinutes(1), 9));
              return null;
            })
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_connection_that_must_not_be_used_again_is_not() throws Exception {
    Connection bad = transaction();
    run(bad, "SET @MINE = 4711");
    bad.abort(Runnable::run);
    bad.close();
    try (Connection next = database.pool().getConnection();
        var statement = next.createStatement();
        var rows = statement.executeQuery("SELECT @MINE")) {
      rows.next();
      assertThat(rows.getObject(1)).isNull();
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
