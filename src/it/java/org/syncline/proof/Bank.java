package org.syncline.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.syncline.testkit.ServerDatabase;

/**
 * Work of another program whose every committed state can be told from a mixture of two: accounts
 * that hold money, transfers between them that each leave a record, and one token per writer that
 * each transaction replaces. All of them are items of one user's list; the number is the text of
 * the description.
 *
 * <p>In every committed state the money is what it was, each balance is what the records say, and
 * each writer has exactly one token.
 */
final class Bank {
  static final long OPENING_BALANCE = 1_000;
  static final String ACCOUNT = "account ";
  static final String TRANSFER = "transfer ";
  static final String TOKEN = "token ";

  private static final int RECONNECT_MILLIS = 50;

  private static final String INSERT =
      "INSERT INTO `Item` (`ID`, `ListID`, `UserID`, `Name`, `Description`) VALUES (?, ?, ?, ?, ?)";

  private final ServerDatabase database;
  private final UUID user;
  private final UUID list;
  private final List<UUID> accounts = new ArrayList<>();
  private final List<String> committed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong transactions = new AtomicLong();
  private final AtomicLong rolledBack = new AtomicLong();
  private final AtomicLong lockTrouble = new AtomicLong();

  Bank(ServerDatabase database, UUID user, UUID list, int accountCount) throws SQLException {
    this.database = database;
    this.user = user;
    this.list = list;
    for (int i = 0; i < accountCount; i++) {
      UUID account = UUID.randomUUID();
      accounts.add(account);
      database.run(INSERT, account, list, user, ACCOUNT + i, String.valueOf(OPENING_BALANCE));
    }
    // In the order in which the writers lock them, so that they do not wait in a circle.
    Collections.sort(accounts);
  }

  int accountCount() {
    return accounts.size();
  }

  /** Ids of the records of all committed transfers, in about the order of the commits. */
  List<String> committed() {
    return committed;
  }

  /** Nobody writes: all begin anew, with the opening balance and without records. */
  void beginAnew() throws SQLException {
    committed.clear();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      ServerDatabase.run(
          connection, "DELETE FROM `Item` WHERE `ListID` = ? AND `Name` = ?", list, TRANSFER);
      for (UUID account : accounts) {
        setBalance(connection, account, OPENING_BALANCE);
      }
      connection.commit();
    }
  }

  /** How many were committed, records or not. */
  long transactions() {
    return transactions.get();
  }

  long rolledBack() {
    return rolledBack.get();
  }

  /** Transactions that the database gave up. */
  long lockTrouble() {
    return lockTrouble.get();
  }

  /**
   * Makes transfers, every fifth of which it rolls back. When the database goes away it connects
   * again; what became of a commit without an answer it learns from its token.
   */
  void write(int writer, long seed, BooleanSupplier goOn) {
    Random random = new Random(seed);
    while (goOn.getAsBoolean()) {
      try (Connection connection = database.connect()) {
        Object token =
            ServerDatabase.ask(
                connection,
                "SELECT `ID` FROM `Item` WHERE `ListID` = ? AND `Name` = ?",
                list,
                TOKEN + writer);
        connection.setAutoCommit(false);
        write(connection, writer, (UUID) token, random, goOn);
      } catch (SQLException e) {
        pauseFor(RECONNECT_MILLIS);
      }
    }
  }

  private void write(
      Connection connection, int writer, UUID firstToken, Random random, BooleanSupplier goOn)
      throws SQLException {
    UUID token = firstToken;
    while (goOn.getAsBoolean()) {
      UUID record = UUID.randomUUID();
      UUID nextToken = UUID.randomUUID();
      boolean asked = false;
      try {
        replaceToken(connection, writer, token, nextToken);
        pause(random);
        transfer(connection, random, record);
        pause(random);
        if (random.nextInt(5) == 0) {
          connection.rollback();
          rolledBack.incrementAndGet();
        } else {
          asked = true;
          connection.commit();
          token = nextToken;
          transactions.incrementAndGet();
          committed.add("Item(ID=guid'" + record + "')");
        }
      } catch (SQLException e) {
        connection.rollback();
        lockTrouble.incrementAndGet();
        if (asked) {
          throw e; // it may have been committed
        }
      }
    }
  }

  private void replaceToken(Connection connection, int writer, UUID old, UUID next)
      throws SQLException {
    if (old != null) {
      ServerDatabase.run(connection, "DELETE FROM `Item` WHERE `ID` = ?", old);
    }
    ServerDatabase.run(connection, INSERT, next, list, user, TOKEN + writer, null);
  }

  private void transfer(Connection connection, Random random, UUID record) throws SQLException {
    int first = random.nextInt(accounts.size() - 1);
    int second = first + 1 + random.nextInt(accounts.size() - first - 1);
    long amount = random.nextInt(21) - 10L;
    long from = balance(connection, accounts.get(first));
    long to = balance(connection, accounts.get(second));
    setBalance(connection, accounts.get(first), from - amount);
    setBalance(connection, accounts.get(second), to + amount);
    String description = accounts.get(first) + ">" + accounts.get(second) + ":" + amount;
    ServerDatabase.run(connection, INSERT, record, list, user, TRANSFER, description);
  }

  private static long balance(Connection connection, UUID account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            ServerDatabase.sql("SELECT `Description` FROM `Item` WHERE `ID` = ? FOR UPDATE"))) {
      statement.setObject(1, account);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return Long.parseLong(row.getString(1));
      }
    }
  }

  private static void setBalance(Connection connection, UUID account, long balance)
      throws SQLException {
    ServerDatabase.run(
        connection,
        "UPDATE `Item` SET `Description` = ? WHERE `ID` = ?",
        String.valueOf(balance),
        account);
  }

  /**
   * Most transactions go on at once; some stay open while others overtake them: before they lock
   * accounts, when they hold nobody up, and after it, when all that they wrote is old.
   */
  private static void pause(Random random) {
    pauseFor(random.nextInt(20) == 0 ? 20 + random.nextInt(100) : 0);
  }

  private static void pauseFor(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
