package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.syncline.engine.Claim;
import org.syncline.engine.HeldRow;
import org.syncline.engine.LostVersion;
import org.syncline.engine.PastChange;
import org.syncline.engine.RowsRejectedException;
import org.syncline.engine.TransactionLostException;
import org.syncline.engine.UploadTransaction;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;

/** A transaction at READ COMMITTED, bracketed by its receipt (hazards 21 to 24). */
final class JdbcUpload implements UploadTransaction {
  private static final Logger LOG = Logger.getLogger(JdbcUpload.class.getName());

  /** The class of states that says so in all databases. */
  private static final String BROKEN_RULE = "23";

  private final Connection connection;
  private final Dialect dialect;
  private final RowWriter writer;
  private final Scope scope;
  private final Clock clock;
  private final Receipts receipts;
  private final RowLocks locks;
  private final Parking parking;
  private final Set<RowKey> absent = new HashSet<>();
  private UUID replica;
  private long upload;
  private OwnEntries entries;

  JdbcUpload(
      Connection connection,
      Dialect dialect,
      RowWriter writer,
      Scope scope,
      List<TableSql> tables,
      Clock clock) {
    this.connection = connection;
    this.dialect = dialect;
    this.writer = writer;
    this.scope = scope;
    this.clock = clock;
    this.receipts = new Receipts(connection, dialect);
    this.locks = new RowLocks(connection, scope, tables);
    this.parking = new Parking(connection, dialect, locks);
  }

  @Override
  public UUID epoch() {
    return clock.epoch();
  }

  @Override
  public Anchor head() {
    return clock.head();
  }

  @Override
  public boolean holds(Anchor anchor) {
    // anew, since the horizon may have moved while this transaction runs
    return ask(
        "reading the clock",
        () -> Clock.read(connection, dialect).holds(connection, dialect, anchor));
  }

  @Override
  public boolean applied(UUID sender, long number) {
    return ask("looking for a receipt", () -> Receipts.has(connection, sender, number));
  }

  @Override
  public OptionalInt lastUploadFrom(UUID sender) {
    return ask("looking for receipts", () -> Receipts.lastNode(connection, dialect, sender));
  }

  @Override
  public Claim claim(byte[] hash, UUID claimant, long base, int node) {
    return ask(
        "claiming a receipt",
        () -> {
          Optional<Long> receipt = receipts.insert(hash, claimant, base, node);
          return receipt.isPresent() ? first(claimant, receipt.get()) : receipts.find(hash);
        });
  }

  @Override
  public Claim.First reclaim(byte[] hash, UUID claimant, long base, int node) {
    return ask(
        "claiming a receipt anew",
        () -> {
          receipts.retire(hash);
          Optional<Long> receipt = receipts.insert(hash, claimant, base, node);
          return first(
              claimant,
              receipt.orElseThrow(
                  () -> new TransactionLostException("claimed anew twice at once", null)));
        });
  }

  private Claim.First first(UUID claimant, long receipt) throws SQLException {
    replica = claimant;
    upload = receipt;
    entries = new OwnEntries(connection, locks, claimant, receipt);
    dialect.setWriter(connection, claimant, receipt);
    return new Claim.First(receipt);
  }

  @Override
  public List<byte[]> outcomesUnaware(UUID sender, long number) {
    return ask("reading receipts", () -> receipts.outcomesUnaware(sender, number));
  }

  @Override
  public Optional<byte[]> outcomeOf(long number) {
    return ask("reading a receipt", () -> receipts.outcomeOf(number));
  }

  @Override
  public Map<RowKey, HeldRow> hold(Collection<RowKey> keys) {
    Map<RowKey, HeldRow> held = ask("locking rows", () -> locks.hold(keys));
    held.forEach(
        (key, row) -> {
          if (row.row().isEmpty()) {
            absent.add(key);
          } else {
            absent.remove(key);
          }
        });
    return held;
  }

  @Override
  public void write(List<Change> changes) throws RowsRejectedException {
    Savepoint before = ask("setting a savepoint", connection::setSavepoint);
    try {
      writer.write(connection, scope, changes, absent);
      checkDeferred();
      ask(
          "releasing a savepoint",
          () -> {
            dialect.release(connection, before);
            return null;
          });
    } catch (RowsRejectedException e) {
      rollBackTo(before);
      throw e;
    }
  }

  @Override
  public void setDefaults(RowKey key, Collection<Integer> columns) {
    ask(
        "setting defaults",
        () -> {
          for (int column : columns) {
            parking.setDefault(key, column);
          }
          return null;
        });
  }

  @Override
  public boolean attempt(BooleanSupplier work) {
    Set<RowKey> absentBefore = Set.copyOf(absent);
    Savepoint before = ask("setting a savepoint", connection::setSavepoint);
    ask(
        "letting constraints wait",
        () -> {
          dialect.checkDeferred(connection); // none is broken now; those that can wait do from here
          return null;
        });
    boolean done = work.getAsBoolean();
    if (!done) {
      rollBackTo(before);
      absent.addAll(absentBefore);
    }
    return done;
  }

  @Override
  public void makeWay(Change change) {
    if (change instanceof Change.Live live && absent.contains(change.key())) {
      Optional<Row> alone =
          ask("looking for references", () -> parking.withoutReferences(live.row()));
      if (alone.isPresent()) {
        insertAlone(alone.get());
      }
    } else {
      ask(
          "moving a row out of the way",
          () -> {
            parking.park(change);
            return null;
          });
    }
  }

  private void insertAlone(Row row) {
    try {
      write(List.of(new Change.Live(row)));
      absent.remove(row.key());
    } catch (RowsRejectedException e) {
      // then it cannot do without, and is tried as it is
      LOG.log(Level.FINE, "a row could not be stored without its references", e);
    }
  }

  private void checkDeferred() throws RowsRejectedException {
    try {
      dialect.checkDeferred(connection);
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith(BROKEN_RULE)) {
        throw new RowsRejectedException("the database's own rules refuse the row", e, true);
      }
      throw Failures.translate("checking deferred constraints", e);
    }
  }

  private void rollBackTo(Savepoint before) {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      throw new TransactionLostException("the savepoint is gone, so earlier rows may be too", e);
    }
  }

  @Override
  public Optional<Row> read(RowKey key) {
    return ask("reading a row back", () -> locks.read(key));
  }

  @Override
  public void echo(RowKey key) {
    ask(
        "logging an echo",
        () -> {
          entries.echo(key);
          return null;
        });
  }

  @Override
  public void withdraw(RowKey key, List<Object> parameters) {
    ask(
        "logging a row that left",
        () -> {
          entries.withdraw(key, parameters);
          return null;
        });
  }

  @Override
  public void keepOwn(Collection<RowKey> keys) {
    ask(
        "telling changes apart",
        () -> {
          entries.keep(keys);
          return null;
        });
  }

  @Override
  public List<PastChange> newestChanges(RowKey key, int most) {
    return ask(
        "reading what happened to a row",
        () -> new RowHistory(connection, dialect).newest(locks.sql(key), key, most));
  }

  @Override
  public void keepLost(List<LostVersion> lost, List<Object> parameters) {
    if (lost.isEmpty()) {
      return;
    }
    ask(
        "keeping lost versions",
        () -> {
          new ConflictInbox(connection, scope, parameters).put(replica, upload, lost);
          return null;
        });
  }

  @Override
  public void complete(long receipt, byte[] outcome) {
    ask(
        "completing a receipt",
        () -> {
          receipts.complete(receipt, outcome);
          return null;
        });
  }

  @Override
  public void commit() {
    ask(
        "committing an upload",
        () -> {
          connection.commit();
          return null;
        });
  }

  @Override
  public void close() {
    ask(
        "closing an upload",
        () -> {
          try (connection) {
            leave();
          }
          return null;
        });
  }

  private void leave() throws SQLException {
    try {
      connection.rollback();
      if (replica != null) {
        connection.setAutoCommit(true);
        dialect.setWriter(connection, null, 0);
      }
    } catch (SQLException e) {
      // one that still writes in a replica's name must not go back to the pool
      connection.abort(Runnable::run);
      throw e;
    }
  }

  private <T> T ask(String doing, Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException e) {
      throw Failures.translate(doing, e);
    }
  }

  private interface Question<T> {
    T answer() throws SQLException;
  }
}
