package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;

import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;
import org.syncline.testkit.SharedServer;

/**
 * Hazard 1: a transaction of another program writes first and commits last, after devices have
 * synced past it several times.
 */
@ExtendWith(SharedServer.class)
class LateCommitIT {
  private static final String INSERT =
      "INSERT INTO `Item` (`ID`, `ListID`, `UserID`, `Name`) VALUES (?, ?, ?, ?)";

  @Test
  void nothing_is_missed_and_only_the_open_transactions_rows_wait(LiveServer server)
      throws Exception {
    Household home = new Household(server, 7);
    home.furnish(10);
    UUID late = UUID.randomUUID();
    List<String> items =
        home.phone.rows().keySet().stream().filter(id -> id.startsWith("Item(")).toList();
    Device began;
    try (Connection open = server.database().connect()) {
      open.setAutoCommit(false);
      ServerDatabase.run(open, INSERT, late, home.alicesList, home.alice, "late");
      ServerDatabase.run(
          open,
          "UPDATE `Item` SET `Name` = 'late too' WHERE `ID` = ?",
          Household.guid(items.get(0)));
      ServerDatabase.run(open, "DELETE FROM `Item` WHERE `ID` = ?", Household.guid(items.get(1)));

      for (int round = 0; round < 4; round++) {
        UUID early = UUID.randomUUID();
        server.database().run(INSERT, early, home.alicesList, home.alice, "early " + round);
        home.laptop.put(ITEM, home.item(home.alicesList, home.alice, "by the laptop " + round));
        home.syncAll();
        assertThat(home.phone.row("Item(ID=guid'" + early + "')"))
            .as("what is committed does not wait")
            .isNotNull();
        assertThat(home.phone.row("Item(ID=guid'" + late + "')"))
            .as("what is not committed is not seen")
            .isNull();
      }
      began = server.device("began meanwhile", home.alice, 8).speakingAnything();
      began.sync();
      server.assertEqual(began);
      open.commit();
    }
    home.syncAll();
    began.sync();
    server.assertEqual(began);
    for (Device device : List.of(home.phone, home.laptop, began)) {
      assertThat(device.row("Item(ID=guid'" + late + "')")).containsEntry("Name", "late");
      assertThat(device.row(items.get(0))).containsEntry("Name", "late too");
      assertThat(device.row(items.get(1))).isNull();
    }
  }

  @Test
  void a_first_download_that_spans_the_commit_misses_nothing(LiveServer server) throws Exception {
    Household home = new Household(server, 9);
    home.furnish(60);
    Device fresh = server.device("fresh", home.alice, 10).speakingAnything();
    try (Connection open = server.database().connect()) {
      open.setAutoCommit(false);
      for (int i = 0; i < 30; i++) {
        // Random keys: some sort before what has been read by the commit, some after.
        ServerDatabase.run(
            open, INSERT, UUID.randomUUID(), home.alicesList, home.alice, "late " + i);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(fresh.downloadBatch().more()).isTrue();
      }
      open.commit();
    }
    fresh.download();
    server.assertEqual(fresh);
    home.syncAll();
  }

  @Test
  void a_transaction_that_rolls_back_late_leaves_no_trace(LiveServer server) throws Exception {
    Household home = new Household(server, 11);
    home.furnish(3);
    UUID never = UUID.randomUUID();
    try (Connection open = server.database().connect()) {
      open.setAutoCommit(false);
      ServerDatabase.run(open, INSERT, never, home.alicesList, home.alice, "never");
      home.phone.sync();
      open.rollback();
    }
    home.syncAll();
    assertThat(home.phone.everSeen()).doesNotContain("Item(ID=guid'" + never + "')");
    assertThat(home.phone.download()).isEmpty();
  }
}
