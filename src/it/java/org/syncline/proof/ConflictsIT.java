package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.TAG_ITEM_MAPPING;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;
import org.syncline.testkit.WireEntity;

/**
 * The conflict table of wire reference, section 15, row by row, under each of the two policies: the
 * phone changes a row, then the laptop, which has not seen that, changes it too. The laptop is told
 * of both sides and ends with the winner's; everybody converges.
 */
@ExtendWith(SharedServer.class)
class ConflictsIT {

  @Test
  void clients_win_unless_configured(LiveServer server) throws Exception {
    new Cases(server, true).run();
  }

  @Test
  void server_wins_when_configured() throws Exception {
    try (LiveServer server =
        LiveServer.start(
            settings ->
                settings.property(
                    "syncline.services.DefaultScopeSyncService.conflict-policy", "server-wins"))) {
      new Cases(server, false).run();
    }
  }

  private static final class Cases {
    private final Household home;
    private final boolean clientWins;

    Cases(LiveServer server, boolean clientWins) throws Exception {
      this.home = new Household(server, 31);
      this.clientWins = clientWins;
    }

    void run() throws Exception {
      home.furnish(2);
      update_against_update();
      update_against_deletion();
      deletion_against_update();
      deletion_against_deletion();
      insert_against_insert();
    }

    private String newItem(String name) throws Exception {
      String id = home.phone.put(ITEM, home.item(home.alicesList, home.alice, name));
      home.syncAll();
      return id;
    }

    private WireEntity conflictOfTheLaptop() throws Exception {
      int before = home.laptop.conflicts().size();
      home.laptop.upload();
      assertThat(home.laptop.errors()).isEmpty();
      assertThat(home.laptop.conflicts()).hasSize(before + 1);
      WireEntity conflict = home.laptop.conflicts().get(before);
      assertThat(((WireEntity.Conflict) conflict.outcome()).resolution())
          .isEqualTo(clientWins ? "ClientWins" : "ServerWins");
      // Still equal before the download, which brings nothing of this a second time.
      home.server.assertEqual(home.laptop);
      home.laptop.download();
      home.syncAll();
      return conflict;
    }

    private void update_against_update() throws Exception {
      String id = newItem("both change it");
      home.phone.change(ITEM, id, "Name", "the phone's name");
      home.phone.sync();
      home.laptop.change(ITEM, id, "Name", "the laptop's name");
      WireEntity conflict = conflictOfTheLaptop();
      assertThat(conflict.values().get("Name"))
          .isEqualTo(clientWins ? "the laptop's name" : "the phone's name");
      assertThat(conflict.outcome().losing().values().get("Name"))
          .isEqualTo(clientWins ? "the phone's name" : "the laptop's name");
      assertThat(home.phone.row(id).get("Name")).isEqualTo(conflict.values().get("Name"));
    }

    private void update_against_deletion() throws Exception {
      String id = newItem("one changes, one deletes");
      home.phone.remove(id);
      home.phone.sync();
      home.laptop.change(ITEM, id, "Name", "changed in vain?");
      WireEntity conflict = conflictOfTheLaptop();
      assertThat(conflict.deleted()).isEqualTo(!clientWins);
      assertThat(conflict.outcome().losing().deleted()).isEqualTo(clientWins);
      assertThat(home.phone.row(id) != null).as("revived").isEqualTo(clientWins);
    }

    private void deletion_against_update() throws Exception {
      String id = newItem("one deletes, one changes");
      home.phone.change(ITEM, id, "Name", "changed");
      home.phone.sync();
      home.laptop.remove(id);
      WireEntity conflict = conflictOfTheLaptop();
      assertThat(conflict.deleted()).isEqualTo(clientWins);
      assertThat(conflict.outcome().losing().deleted()).isEqualTo(!clientWins);
      assertThat(home.phone.row(id) == null).as("deleted").isEqualTo(clientWins);
    }

    /** Deletions are idempotent: silent if the row is gone (wire reference, section 13). */
    private void deletion_against_deletion() throws Exception {
      String id = newItem("both delete it");
      home.phone.remove(id);
      home.phone.sync();
      home.laptop.remove(id);
      int before = home.laptop.conflicts().size();
      home.laptop.upload();
      assertThat(home.laptop.conflicts()).hasSize(before);
      assertThat(home.laptop.errors()).isEmpty();
      home.syncAll();
      assertThat(home.laptop.row(id)).isNull();
    }

    private void insert_against_insert() throws Exception {
      String item = newItem("both tag it");
      UUID twice = UUID.randomUUID();
      home.phone.put(ITEM, home.item(twice, home.alicesList, home.alice, "the phone's insert"));
      home.phone.sync();
      home.laptop.put(ITEM, home.item(twice, home.alicesList, home.alice, "the laptop's insert"));
      WireEntity conflict = conflictOfTheLaptop();
      assertThat(conflict.values().get("Name"))
          .isEqualTo(clientWins ? "the laptop's insert" : "the phone's insert");
      assertThat(conflict.tempId() != null).isEqualTo(clientWins);

      Map<String, Object> mapping = home.mapping(2, item, home.alice);
      home.phone.put(TAG_ITEM_MAPPING, mapping);
      home.phone.sync();
      home.laptop.put(TAG_ITEM_MAPPING, mapping);
      home.laptop.sync();
      home.syncAll();
    }
  }
}
