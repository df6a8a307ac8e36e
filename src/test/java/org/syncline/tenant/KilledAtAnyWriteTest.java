package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.testkit.RecordedFile;

/**
 * Hazard 41, by the file: several writers change rows of many tables in each transaction while
 * every write to the database file is recorded. Whichever of these writes had been the last one
 * before a kill, the file has each transaction as a whole or not at all, and has all that were
 * acknowledged.
 *
 * <p>Without turns 6 of 1,020 states of the file had half a transaction, and one of them had lost a
 * row that was committed long before. The system properties {@code killed.millis} and {@code
 * killed.images} set how long is written at least and how many states are looked at.
 */
class KilledAtAnyWriteTest {
  private static final long MILLIS = Long.getLong("killed.millis", 2_000);
  private static final int IMAGES = Integer.getInteger("killed.images", 100);
  private static final int TABLES = 24;
  private static final int WRITERS = 8;

  /** Transactions of each writer, however slow the machine is. */
  private static final int LEAST_EACH = 20;

  @TempDir Path directory;
  private final List<Acknowledged> acknowledged = new ArrayList<>();

  @Test
  void h41_leaves_every_transaction_as_a_whole_or_not_at_all() throws Exception {
    RecordedFile.register();
    int before;
    int after;
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory, "recorded")) {
      createTables(database);
      before = RecordedFile.count();
      write(database);
      after = RecordedFile.count();
    }
    assertThat(acknowledged.size()).isGreaterThanOrEqualTo(LEAST_EACH * WRITERS);

    acknowledged.sort(Comparator.comparingInt(Acknowledged::writes));
    List<String> faults = new ArrayList<>();
    int step = Math.max(1, (after - before) / IMAGES);
    Path image = directory.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      for (int i = 0; i < after; i++) {
        RecordedFile.write(i).applyTo(file);
        if (i >= before && (i - before) % step == 0) {
          look(image, i + 1, faults);
        }
      }
    }
    System.out.printf(
        "%,d transactions, %,d writes to the file, one in %d looked at: %d faults%n",
        acknowledged.size(), after - before, step, faults.size());
    assertThat(faults).isEmpty();
  }

  private static void createTables(EmbeddedDatabase database) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (int table = 0; table < TABLES; table++) {
        statement.execute("CREATE TABLE T%d (ID INT PRIMARY KEY, V INT)".formatted(table));
        for (int writer = 0; writer < WRITERS; writer++) {
          statement.execute("INSERT INTO T%d VALUES (%d, 0)".formatted(table, writer));
        }
      }
    }
  }

  private void write(EmbeddedDatabase database) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        work.add(threads.submit(() -> write(database, number, end)));
      }
      for (Future<?> done : work) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void write(EmbeddedDatabase database, int writer, long end) throws SQLException {
    for (int version = 1; version <= LEAST_EACH || System.nanoTime() - end < 0; version++) {
      try (Connection connection = database.pool().getConnection()) {
        connection.setAutoCommit(false);
        for (int table = 0; table < TABLES; table++) {
          String update = "UPDATE T" + table + " SET V = ? WHERE ID = ?";
          try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setInt(1, version);
            statement.setInt(2, writer);
            statement.executeUpdate();
          }
        }
        connection.commit();
        synchronized (acknowledged) {
          acknowledged.add(new Acknowledged(RecordedFile.count(), writer, version));
        }
      }
    }
    return null;
  }

  private void look(Path image, int writes, List<String> faults) throws IOException {
    int[] told = new int[WRITERS];
    for (Acknowledged a : acknowledged) {
      if (a.writes > writes) {
        break;
      }
      told[a.writer] = Math.max(told[a.writer], a.version);
    }
    Files.copy(image, directory.resolve("copy.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    try (Connection connection = openCopy()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        List<Integer> found = versions(connection, writer);
        boolean whole = found.stream().distinct().count() == 1;
        if (!whole || found.get(0) < told[writer]) {
          faults.add(
              "after %d writes: writer %d was told of %d, and the tables have %s"
                  .formatted(writes, writer, told[writer], found));
        }
      }
    } catch (SQLException e) {
      faults.add("after %d writes: %s".formatted(writes, e));
    }
  }

  private Connection openCopy() throws SQLException, IOException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + directory.resolve("copy"),
        "sa",
        Files.readString(directory.resolve("h2.password")));
  }

  private static List<Integer> versions(Connection connection, int writer) throws SQLException {
    List<Integer> versions = new ArrayList<>();
    for (int table = 0; table < TABLES; table++) {
      String select = "SELECT V FROM T" + table + " WHERE ID = " + writer;
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(select)) {
        versions.add(rows.next() ? rows.getInt(1) : null);
      }
    }
    return versions;
  }

  /**
   * @param writes to the file until the answer
   */
  private record Acknowledged(int writes, int writer, int version) {}
}
