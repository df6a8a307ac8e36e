package org.syncline.sample;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.logging.Logger;

/**
 * Many users with many items each. Plain JDBC batches, because the rows are only there to be
 * measured; memory stays flat however many there are.
 */
final class LargeData {
  private static final Logger LOG = Logger.getLogger(LargeData.class.getName());
  private static final int BATCH_ROWS = 1_000;
  private static final int ITEMS_PER_LIST = 500;
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2026, 1, 5, 8, 30);

  private static final String[] DESCRIPTIONS = {
    "Bring the long ladder and somebody to hold it",
    "Note the reading, the time and the weather; photograph the seal",
    "Ask at the gate for Mr Ødegård, he has the key",
    null,
    "The old part number was 7-114-C, the new one is printed on the box"
  };

  private final EntityManager entities;

  LargeData(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Stores users named {@code user0001} and so on.
   *
   * @param items of each user
   */
  void store(int users, int items) {
    try {
      Connection connection = entities.unwrap(Connection.class);
      for (int user = 1; user <= users; user++) {
        String name = "user%04d".formatted(user);
        UUID id = SampleText.id(name);
        storeUser(connection, id, name);
        storeLists(connection, id, name, items);
        storeItems(connection, id, name, items);
        if (user % 100 == 0 || user == users) {
          LOG.info("sample data: %d of %d users stored".formatted(user, users));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the sample data could not be stored: " + e, e);
    }
  }

  private static void storeUser(Connection connection, UUID id, String name) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES (?, ?)")) {
      insert.setObject(1, id);
      insert.setString(2, name);
      insert.executeUpdate();
    }
  }

  private static void storeLists(Connection connection, UUID user, String name, int items)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\")"
                + " VALUES (?, ?, ?, ?)")) {
      for (int list = 0; list * ITEMS_PER_LIST < items; list++) {
        insert.setObject(1, SampleText.id(name, "list " + list));
        insert.setString(2, "Round " + (list + 1));
        insert.setObject(3, user);
        insert.setObject(4, FIRST_DAY.plusDays(list));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void storeItems(Connection connection, UUID user, String name, int items)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\", \"Description\","
                + " \"Priority\", \"Status\", \"StartDate\", \"EndDate\")"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int item = 0; item < items; item++) {
        LocalDateTime start = FIRST_DAY.plusMinutes(item % 500_000L);
        insert.setObject(1, SampleText.id(name, "item " + item));
        insert.setObject(2, SampleText.id(name, "list " + item / ITEMS_PER_LIST));
        insert.setObject(3, user);
        insert.setString(4, "Check station " + (item + 1));
        insert.setString(5, DESCRIPTIONS[item % DESCRIPTIONS.length]);
        insert.setObject(6, item % 7 == 0 ? null : item % 5 + 1);
        insert.setObject(7, item % 4 + 1);
        insert.setObject(8, start);
        insert.setObject(9, item % 3 == 0 ? null : start.plusHours(item % 48));
        insert.addBatch();
        if ((item + 1) % BATCH_ROWS == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
