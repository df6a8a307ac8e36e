package org.syncline.store.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.syncline.engine.Claim;
import org.syncline.engine.TransactionLostException;

/** The receipt rows of one transaction. */
final class Receipts {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Connection connection;
  private final Dialect dialect;

  Receipts(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Waits while another transaction holds the same hash; empty: it has been committed. */
  Optional<Long> insert(byte[] hash, UUID replica, long base, int node) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO SYNCLINE_RECEIPT (HASH, REPLICA, BASE, NODE) VALUES (?, ?, ?, ?)",
            Statement.RETURN_GENERATED_KEYS)) {
      statement.setBytes(1, hash);
      statement.setObject(2, replica);
      statement.setLong(3, base);
      statement.setInt(4, node);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next(); // the first column of the table
        return Optional.of(keys.getLong(1));
      }
    } catch (SQLException e) {
      if (!dialect.isDuplicateKey(e)) {
        throw e;
      }
      connection.rollback(before);
      return Optional.empty();
    }
  }

  Claim.Again find(byte[] hash) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT NUMBER, REPLICA, OUTCOME FROM SYNCLINE_RECEIPT WHERE HASH = ?")) {
      statement.setBytes(1, hash);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new TransactionLostException("the receipt went away while it was looked for", null);
        }
        return new Claim.Again(rows.getLong(1), rows.getObject(2, UUID.class), rows.getBytes(3));
      }
    }
  }

  List<byte[]> outcomesUnaware(UUID replica, long number) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT OUTCOME FROM SYNCLINE_RECEIPT WHERE REPLICA = ? AND NUMBER > ? AND BASE < ?"
                + " ORDER BY NUMBER")) {
      statement.setObject(1, replica);
      statement.setLong(2, number);
      statement.setLong(3, number);
      List<byte[]> outcomes = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          outcomes.add(rows.getBytes(1));
        }
      }
      return outcomes;
    }
  }

  Optional<byte[]> outcomeOf(long number) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT OUTCOME FROM SYNCLINE_RECEIPT WHERE NUMBER = ?")) {
      statement.setLong(1, number);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
      }
    }
  }

  /**
   * Whether the replica's upload was applied. Receipts that were purged were: a database that was
   * restored has not purged what it never had.
   */
  static boolean has(Connection connection, UUID replica, long number) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM SYNCLINE_CLOCK C WHERE C.ID = 1 AND (C.RECEIPTS_GONE >= ? OR EXISTS"
                + " (SELECT 1 FROM SYNCLINE_RECEIPT R WHERE R.NUMBER = ? AND R.REPLICA = ?))")) {
      statement.setLong(1, number);
      statement.setLong(2, number);
      statement.setObject(3, replica);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** The node of the newest upload under a replica's name. */
  static OptionalInt lastNode(Connection connection, Dialect dialect, UUID replica)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            dialect.first(
                "SELECT NODE FROM SYNCLINE_RECEIPT WHERE REPLICA = ? AND NODE IS NOT NULL"
                    + " ORDER BY NUMBER DESC",
                "1"))) {
      statement.setObject(1, replica);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  /** Nothing finds the receipt by its hash any more; its number stays known. */
  void retire(byte[] hash) throws SQLException {
    byte[] nobodys = new byte[hash.length];
    RANDOM.nextBytes(nobodys);
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE SYNCLINE_RECEIPT SET HASH = ? WHERE HASH = ?")) {
      statement.setBytes(1, nobodys);
      statement.setBytes(2, hash);
      statement.executeUpdate();
    }
  }

  /** Fails if the transaction has silently lost its beginning, and the receipt with it. */
  void complete(long number, byte[] outcome) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE SYNCLINE_RECEIPT SET OUTCOME = ? WHERE NUMBER = ?")) {
      statement.setBytes(1, outcome);
      statement.setLong(2, number);
      if (statement.executeUpdate() != 1) {
        throw new TransactionLostException("the receipt is gone, so earlier rows may be too", null);
      }
    }
  }
}
