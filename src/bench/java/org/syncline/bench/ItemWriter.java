package org.syncline.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.syncline.testkit.ServerDatabase;

/** A program that writes items: each transaction inserts one, and changes or deletes another. */
final class ItemWriter implements AutoCloseable {
  private static final int KEPT = 50;

  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement delete;
  private final Deque<UUID> own = new ArrayDeque<>();
  private final UUID list;
  private final UUID user;

  ItemWriter(Bench bench, String table) throws SQLException {
    connection = bench.database.connect();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    list = bench.list;
    user = bench.user;
    insert =
        prepare("INSERT INTO `%s` (`ID`, `ListID`, `UserID`, `Name`) VALUES (?, ?, ?, ?)", table);
    update = prepare("UPDATE `%s` SET `Name` = ? WHERE `ID` = ?", table);
    delete = prepare("DELETE FROM `%s` WHERE `ID` = ?", table);
  }

  private PreparedStatement prepare(String sql, String table) throws SQLException {
    return connection.prepareStatement(ServerDatabase.sql(sql.formatted(table)));
  }

  /** One transaction, two rows. */
  void write(int number) throws SQLException {
    insert(UUID.randomUUID(), "new " + number);
    if (own.size() > KEPT) {
      delete.setObject(1, own.removeFirst());
      delete.executeUpdate();
    } else {
      update.setString(1, "changed " + number);
      update.setObject(2, own.getFirst());
      update.executeUpdate();
    }
    connection.commit();
  }

  void insert(UUID id, String name) throws SQLException {
    insert.setObject(1, id);
    insert.setObject(2, list);
    insert.setObject(3, user);
    insert.setString(4, name);
    insert.executeUpdate();
    own.addLast(id);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
