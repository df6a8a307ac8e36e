package org.syncline.store.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.syncline.engine.TransactionLostException;
import org.syncline.engine.Version;
import org.syncline.model.EdmType;

/**
 * Gives log entries their numbers after they are committed, and merges them into the tracking
 * tables, which nobody else writes. Under the lock on the clock row: select, then update by id,
 * never SKIP LOCKED. Safe for use by many threads and nodes.
 */
public final class Sequencer {
  /**
   * Entries of one transaction of the sequencer: others wait for the lock on the clock row, and on
   * the embedded database for their turn to write, for well below a second.
   */
  private static final int CHUNK = 1_000;

  /** Chunks of one call of the background, so that it can tell that it gets on. */
  private static final int MOST_CHUNKS = 100;

  private final DataSource pool;
  private final Dialect dialect;
  private final Map<String, TrackedTable> tables;
  private final boolean naive;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** Tables of which entries were found that are for other nodes. */
  private volatile Set<String> others = Set.of();

  /**
   * @param naive for a test that must fail: numbers are the ones that entries got when they were
   *     written, as if there were no sequencer
   * @param patience how long a caller waits for another one's passes
   */
  public Sequencer(
      DataSource pool,
      Dialect dialect,
      Map<String, TrackedTable> tables,
      boolean naive,
      Duration patience) {
    this.pool = pool;
    this.dialect = dialect;
    this.tables = Map.copyOf(tables);
    this.naive = naive;
    this.patience = patience;
  }

  /**
   * Numbers what is committed, or of a bulk change the next chunk, since somebody waits for this.
   * One indexed look-up when there is nothing to do.
   *
   * @throws TransactionLostException if others write, or number, for so long that waiting is not
   *     worth it; some changes may have got their numbers by then
   */
  public void number() {
    number(1, () -> {});
  }

  /** As {@link #numberMany(Runnable)}, for who does not watch. */
  public boolean numberMany() {
    return numberMany(() -> {});
  }

  /**
   * Numbers many chunks, each in a transaction of its own, as the background does.
   *
   * @param passed is run after each of the passes that this may take
   * @return whether there may be more that was committed before
   * @throws TransactionLostException as {@link #number} does
   */
  public boolean numberMany(Runnable passed) {
    return number(MOST_CHUNKS, passed);
  }

  private boolean number(int mostChunks, Runnable passed) {
    try {
      // who waits for a pass must not keep a connection from those who read
      if (!hasWork()) {
        return false;
      }
      if (!oneAtATime.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TransactionLostException("others are numbering changes", null);
      }
      try {
        return passes(mostChunks, passed);
      } finally {
        oneAtATime.unlock();
      }
    } catch (SQLException e) {
      throw Failures.translate("numbering changes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransactionLostException("interrupted while others numbered changes", e);
    }
  }

  private boolean passes(int mostChunks, Runnable passed) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      try {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        for (int chunk = 0; chunk < mostChunks; chunk++) {
          Outcome outcome = chunk(connection, chunk > 0);
          passed.run();
          if (outcome != Outcome.MORE) {
            return outcome == Outcome.LOST;
          }
        }
        return true;
      } catch (SQLException | RuntimeException e) {
        Failures.rollBack(connection, e);
        throw e;
      }
    }
  }

  /** Of one pass. */
  private enum Outcome {
    ALL,
    MORE,
    /** Whoever was in the way may number the rest. */
    LOST
  }

  /**
   * One pass.
   *
   * @param passedBefore then one that is lost to others is no failure
   */
  private Outcome chunk(Connection connection, boolean passedBefore) throws SQLException {
    try {
      return pass(connection) ? Outcome.MORE : Outcome.ALL;
    } catch (SQLException e) {
      if (passedBefore && LostTransaction.isToldBy(e)) {
        connection.rollback();
        return Outcome.LOST;
      }
      throw e;
    }
  }

  /** How many entries have no number yet, counted up to a limit. */
  public int waiting(Connection connection, int most) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(dialect.countSome("SYNCLINE_LOG", "SEQ IS NULL"))) {
      statement.setInt(1, most);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private boolean hasWork() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      if (!others.isEmpty()) {
        others = describedForOthers(connection); // that may have changed
      }
      return !open(connection, "1", 1, rows -> true).isEmpty();
    }
  }

  /** One transaction; gives whether there may be more to do. */
  private boolean pass(Connection connection) throws SQLException {
    long last = lockClock(connection);
    List<LogEntry> entries = unnumbered(connection);
    boolean more = entries.size() == CHUNK;
    leaveOthers(connection, entries);
    if (!entries.isEmpty()) {
      long[] numbers = numbers(last, entries);
      stamp(connection, entries, numbers);
      merge(connection, entries, numbers);
      tick(connection, last, Arrays.stream(numbers).max().orElseThrow());
    }
    connection.commit();
    return more;
  }

  /**
   * An entry of a table that this node does not know, and another one does, must wait for that one:
   * numbered without being merged it would be lost for every device (hazard 38). A description is
   * there before the first entry, so it is looked for after the entries have been read.
   */
  private void leaveOthers(Connection connection, List<LogEntry> entries) throws SQLException {
    if (entries.stream().allMatch(entry -> tables.containsKey(entry.table()))) {
      return;
    }
    Set<String> described = describedForOthers(connection);
    entries.removeIf(entry -> described.contains(entry.table()));
    others = described;
  }

  private Set<String> describedForOthers(Connection connection) throws SQLException {
    Set<String> described = new TreeSet<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT TBL FROM SYNCLINE_TABLE");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        described.add(rows.getString(1));
      }
    }
    described.removeAll(tables.keySet());
    return described;
  }

  private long lockClock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(dialect.locking("SEQ", "SYNCLINE_CLOCK", "ID = 1"));
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private List<LogEntry> unnumbered(Connection connection) throws SQLException {
    return open(connection, LogEntry.COLUMNS, CHUNK, LogEntry::read);
  }

  /** The oldest entries without a number that are not known to be for others. */
  private <T> List<T> open(
      Connection connection, String columns, int most, Catalogue.RowReader<T> reader)
      throws SQLException {
    List<String> left = List.copyOf(others);
    String notTheirs =
        left.isEmpty()
            ? ""
            : " AND TBL NOT IN (" + String.join(", ", Collections.nCopies(left.size(), "?")) + ")";
    String sql =
        dialect.first(
            "SELECT %s FROM SYNCLINE_LOG WHERE SEQ IS NULL%s ORDER BY ID"
                .formatted(columns, notTheirs),
            Integer.toString(most));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < left.size(); i++) {
        statement.setString(i + 1, left.get(i));
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    }
  }

  private long[] numbers(long last, List<LogEntry> entries) {
    long[] numbers = new long[entries.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = naive ? entries.get(i).id() : last + 1 + i;
    }
    return numbers;
  }

  private static void stamp(Connection connection, List<LogEntry> entries, long[] numbers)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE SYNCLINE_LOG SET SEQ = ? WHERE ID = ?")) {
      for (int i = 0; i < numbers.length; i++) {
        statement.setLong(1, numbers[i]);
        statement.setLong(2, entries.get(i).id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Only the last state of each row within a pass is worth writing. */
  private void merge(Connection connection, List<LogEntry> entries, long[] numbers)
      throws SQLException {
    Map<String, Map<List<String>, Merged>> merged = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      LogEntry entry = entries.get(i);
      Map<List<String>, Merged> ofTable =
          merged.computeIfAbsent(entry.table(), name -> new LinkedHashMap<>());
      String left = entry.oldFilters();
      String present = entry.newFilters();
      if (left != null && !left.equals(present)) {
        ofTable.put(List.of(entry.key(), left), new Merged(entry.asLeft(numbers[i]), true));
      }
      if (present != null) {
        ofTable.put(List.of(entry.key(), present), new Merged(entry.asPresent(numbers[i]), false));
      }
    }
    for (var ofTable : merged.entrySet()) {
      TrackedTable table = tables.get(ofTable.getKey());
      if (table != null) {
        write(connection, table, ofTable.getValue());
      }
    }
  }

  private void write(Connection connection, TrackedTable table, Map<List<String>, Merged> rows)
      throws SQLException {
    try (PreparedStatement merge = connection.prepareStatement(dialect.mergeTracking(table))) {
      for (var row : rows.entrySet()) {
        String filters = row.getKey().get(1);
        Version version = row.getValue().version();
        int at = bind(merge, 1, row.getKey().get(0), table.keyTypes());
        at = bind(merge, at, filters, table.filterTypes());
        merge.setString(at++, filters);
        merge.setLong(at++, version.seq());
        merge.setLong(at++, version.logId());
        merge.setBoolean(at++, row.getValue().gone());
        merge.setBoolean(at++, version.echo());
        merge.setObject(at++, version.writer());
        merge.setLong(at, version.upload());
        merge.addBatch();
      }
      merge.executeBatch();
    }
  }

  private int bind(PreparedStatement merge, int from, String texts, List<EdmType> types)
      throws SQLException {
    return SqlValues.bindAll(dialect, merge, from, ValueText.read(texts, types));
  }

  private void tick(Connection connection, long last, long highest) throws SQLException {
    long now = Math.max(last, highest);
    try (PreparedStatement clock =
            connection.prepareStatement("UPDATE SYNCLINE_CLOCK SET SEQ = ? WHERE ID = 1");
        PreparedStatement pass =
            connection.prepareStatement(
                "INSERT INTO SYNCLINE_PASS (SEQ, NONCE) SELECT ?, ? FROM SYNCLINE_CLOCK WHERE ID ="
                    + " 1 AND NOT EXISTS (SELECT 1 FROM SYNCLINE_PASS WHERE SEQ = ?)")) {
      clock.setLong(1, now);
      clock.executeUpdate();
      pass.setLong(1, now);
      pass.setLong(2, random.nextLong());
      pass.setLong(3, now);
      pass.executeUpdate();
    }
  }

  /** The state of a row under one set of filter values after a pass. */
  private record Merged(Version version, boolean gone) {}
}
