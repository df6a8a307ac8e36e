package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.LIST;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;

/**
 * First downloads of many rows from a server with 256 MB of heap: memory is a matter of the batch,
 * not of the database. {@code src/bench/first-sync.sh} is the long form of it, with figures.
 */
class SmallHeapIT {
  private static final int ITEMS = 20_000;

  /** Live bytes may differ by this much without anybody holding on to them. */
  private static final long TOLERANCE_BYTES = 6L << 20;

  private static final String INSERT =
      "INSERT INTO `Item` (`ID`, `ListID`, `UserID`, `Name`, `Description`) VALUES (?, ?, ?, ?, ?)";

  @Test
  void first_downloads_leave_nothing_behind() throws Exception {
    try (LiveServer server = LiveServer.start(settings -> settings.jvm("-Xmx256m"))) {
      UUID user = fill(server);
      List<Long> live = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Device device = server.device("device " + i, user, i);
        int batches = 1;
        while (device.downloadBatch().more()) {
          batches++;
        }
        assertThat(batches).as("batches of 1 MiB").isGreaterThan(4);
        assertThat(device.sizes()).containsEntry("Item", ITEMS);
        server.assertEqual(device);
        live.add(server.liveHeapBytes());
      }
      System.out.println("live heap after each first download of " + ITEMS + " items: " + live);
      assertThat(live.get(2) - live.get(0)).isLessThan(TOLERANCE_BYTES);
    }
  }

  private static UUID fill(LiveServer server) throws Exception {
    UUID user = server.login("many rows");
    UUID list = UUID.randomUUID();
    Device clerk = server.device("clerk", user, 1);
    clerk.put(
        LIST,
        Map.of(
            "ID", list.toString(), "Name", "long", "UserID", user.toString(), "CreatedDate", 0L));
    clerk.upload();
    try (Connection connection = server.database().connect();
        PreparedStatement insert = connection.prepareStatement(ServerDatabase.sql(INSERT))) {
      connection.setAutoCommit(false);
      for (int i = 1; i <= ITEMS; i++) {
        insert.setObject(1, UUID.randomUUID());
        insert.setObject(2, list);
        insert.setObject(3, user);
        insert.setString(4, "item " + i);
        insert.setString(5, "text ".repeat(20));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
    return user;
  }
}
