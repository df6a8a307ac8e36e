package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;
import static org.syncline.testkit.ListsTable.TAG_ITEM_MAPPING;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;
import org.syncline.testkit.WireEntity;
import org.syncline.testkit.WireMessage;

/**
 * Two devices of one user and one of another live through an offline week: at every checkpoint each
 * device equals {@code SELECT} under its filter, column by column.
 */
@ExtendWith(SharedServer.class)
class TwoDevicesIT {
  private static final long SEED = 20_240_229;

  private Household home;

  @BeforeEach
  void moveIn(LiveServer server) throws Exception {
    home = new Household(server, SEED);
  }

  @Test
  void first_sync_comes_in_several_bounded_batches() throws Exception {
    home.furnish(60);
    List<Integer> sizes = new ArrayList<>();
    Device fresh =
        home.server
            .device("a new device", home.alice, SEED)
            .listening(answer -> sizes.add(answer.length));
    int rows = 0;
    WireMessage batch;
    do {
      batch = fresh.downloadBatch();
      rows += batch.entities().size();
      assertThat(batch.entities()).as("no tombstones at first").noneMatch(WireEntity::deleted);
      assertThat(fresh.rows())
          .as("nothing shows before the checkpoint")
          .hasSize(batch.more() ? 0 : rows);
    } while (batch.more());
    assertThat(sizes).hasSizeGreaterThan(5).allMatch(size -> size <= SharedServer.BATCH_BYTES);
    home.server.assertEqual(fresh);
  }

  @Test
  void a_row_larger_than_a_batch_travels_alone() throws Exception {
    home.furnish(3);
    Map<String, Object> large = home.item(home.alicesList, home.alice, "large");
    large.put("Description", "\u20ac".repeat(2000)); // 3 bytes each in UTF-8
    String id = home.phone.put(ITEM, large);
    home.phone.upload();
    WireMessage batch;
    do {
      batch = home.laptop.downloadBatch();
      if (batch.entities().stream().anyMatch(entity -> entity.id().equals(id))) {
        assertThat(batch.entities()).hasSize(1);
      }
    } while (batch.more());
    home.syncAll();
  }

  @Test
  void inserts_updates_and_deletions_reach_the_other_device_only() throws Exception {
    home.furnish(5);
    Map<String, Object> bread = home.item(home.alicesList, home.alice, "bread");
    String breadId = home.phone.put(ITEM, bread);
    String milk = Household.anItem(home.phone, "milk 0");
    String gone = Household.anItem(home.phone, "milk 1");
    home.phone.change(ITEM, milk, "EndDate", 1_709_164_800_001L);
    home.phone.change(ITEM, milk, "Priority", null);
    home.phone.put(TAG_ITEM_MAPPING, home.mapping(3, breadId, home.alice));
    home.phone.put(TAG_ITEM_MAPPING, home.mapping(4, breadId, home.alice));
    home.phone.remove(gone);
    home.phone.upload();

    assertThat(home.phone.conflicts()).isEmpty();
    assertThat(home.phone.errors()).isEmpty();
    assertThat(home.phone.download()).as("own changes do not come back").isEmpty();
    home.server.assertEqual(home.phone);

    home.laptop.sync();
    home.server.assertEqual(home.laptop);
    assertThat(home.laptop.row(breadId)).isEqualTo(home.phone.row(breadId));
    assertThat(home.laptop.row(gone)).isNull();

    assertThat(home.tablet.download()).as("none of this concerns Bob").isEmpty();

    home.laptop.remove(
        "TagItemMapping(TagID=3, ItemID=guid'"
            + bread.get("ID")
            + "', UserID=guid'"
            + home.alice
            + "')");
    home.syncAll();
  }

  @Test
  void an_idle_sync_brings_nothing_and_never_claims_more() throws Exception {
    home.furnish(2);
    home.phone.upload();
    assertThat(home.phone.download()).isEmpty();
    assertThat(home.phone.download()).isEmpty();
    home.server.assertEqual(home.phone);
  }

  @Test
  void a_client_with_local_rows_before_its_first_sync_uploads_without_a_blob() throws Exception {
    home.furnish(2);
    Device fresh = home.server.device("never synced", home.alice, SEED).speakingAnything();
    UUID list = UUID.randomUUID();
    fresh.put(LIST, home.list(list, home.alice, "made offline"));
    fresh.put(ITEM, home.item(list, home.alice, "also made offline"));
    assertThat(fresh.blob()).isEmpty();
    fresh.sync();
    home.server.assertEqual(fresh);
    home.syncAll();
  }

  /** Hazard 26: one row that can never be stored must not hold up the others. */
  @Test
  void a_blank_name_fails_alone_among_good_rows() throws Exception {
    home.furnish(4);
    String milk = Household.anItem(home.phone, "milk 0");
    String before = (String) home.phone.row(milk).get("Name");
    String good = home.phone.put(ITEM, home.item(home.alicesList, home.alice, "good"));
    String blank = home.phone.put(ITEM, home.item(home.alicesList, home.alice, "   "));
    home.phone.change(ITEM, milk, "Name", "");
    String other = Household.anItem(home.phone, "milk 1");
    home.phone.change(ITEM, other, "Name", "renamed");
    home.phone.upload();

    assertThat(home.phone.errors())
        .extracting(WireEntity::id)
        .containsExactlyInAnyOrder(blank, milk);
    assertThat(home.phone.errors())
        .allSatisfy(
            error ->
                assertThat(((WireEntity.Failure) error.outcome()).description())
                    .isNotBlank()
                    .doesNotContain("Exception", "jakarta", "org."));
    assertThat(home.phone.row(blank)).as("the failed insert is undone").isNull();
    assertThat(home.phone.row(milk))
        .as("the failed update is undone")
        .containsEntry("Name", before);
    assertThat(home.phone.row(good)).isNotNull();
    home.server.assertEqual(home.phone);
    home.syncAll();
    assertThat(home.laptop.row(other)).containsEntry("Name", "renamed");
  }

  /** Hazards 23 to 26, when it is the database that refuses. */
  @Test
  void a_row_that_the_database_refuses_fails_alone_too() throws Exception {
    home.furnish(2);
    String orphan =
        home.phone.put(ITEM, home.item(UUID.randomUUID(), home.alice, "on a list that is not"));
    String good = home.phone.put(ITEM, home.item(home.alicesList, home.alice, "good"));
    home.phone.upload();
    assertThat(home.phone.errors()).extracting(WireEntity::id).containsExactly(orphan);
    assertThat(home.phone.row(good)).isNotNull();
    home.server.assertEqual(home.phone);
    home.syncAll();
  }

  /** Hazards 7 and 9: the row leaves one filter as a tombstone and nobody else hears of it. */
  @Test
  void a_row_moved_to_another_user_leaves_here_and_arrives_there() throws Exception {
    home.furnish(3);
    String moved = Household.anItem(home.phone, "milk 1");
    String movedName = home.bobsMark + " got milk";
    home.server
        .database()
        .run(
            "UPDATE `Item` SET `UserID` = ?, `ListID` = ?, `Name` = ?, `Description` = NULL WHERE `ID` = ?",
            home.bob,
            home.bobsList,
            movedName,
            Household.guid(moved));
    List<WireEntity> onThePhone = home.phone.download();
    assertThat(onThePhone).hasSize(1);
    assertThat(onThePhone.get(0).deleted()).isTrue();
    home.server.assertEqual(home.phone);
    assertThat(home.tablet.download()).hasSize(1);
    assertThat(home.tablet.row(moved)).containsEntry("Name", movedName);
    home.server.assertEqual(home.tablet);

    Device stranger =
        home.server.device("a stranger", home.server.login("carol " + UUID.randomUUID()), 1);
    stranger.sync();
    assertThat(stranger.everSeen()).doesNotContain(moved);

    home.tablet.change(ITEM, moved, "Name", home.bobsMark + " drank it");
    home.tablet.sync();
    assertThat(home.phone.download()).as("it is Bob's now").isEmpty();
    assertThat(home.laptop.download()).as("gone, however often it changed").hasSize(1);
    home.assertAllEqual();
  }

  /** Hazards 48 and 49: what became another user's row is neither shown nor overwritten. */
  @Test
  void an_edit_of_a_row_that_became_another_users_changes_nothing() throws Exception {
    home.furnish(3);
    String moved = Household.anItem(home.laptop, "milk 2");
    home.server
        .database()
        .run(
            "UPDATE `Item` SET `UserID` = ?, `ListID` = ?, `Name` = ?, `Description` = NULL WHERE `ID` = ?",
            home.bob,
            home.bobsList,
            home.bobsMark + " keeps it",
            Household.guid(moved));
    home.laptop.change(ITEM, moved, "Name", "mine!");
    home.laptop.sync();
    assertThat(home.laptop.row(moved)).isNull();
    home.tablet.sync();
    assertThat(home.tablet.row(moved)).containsEntry("Name", home.bobsMark + " keeps it");
    home.syncAll();
  }

  @Test
  void an_upload_in_the_middle_of_the_first_download_keeps_its_place() throws Exception {
    home.furnish(60);
    Device fresh = home.server.device("interrupted", home.alice, SEED).speakingAnything();
    for (int i = 0; i < 4; i++) {
      assertThat(fresh.downloadBatch().more()).isTrue();
    }
    fresh.upload();
    fresh.put(ITEM, home.item(home.alicesList, home.alice, "in the middle"));
    fresh.upload();
    home.laptop.remove(Household.anItem(home.laptop, "milk 3"));
    home.laptop.remove(Household.anItem(home.laptop, "milk 55"));
    home.laptop.sync();
    fresh.download();
    home.server.assertEqual(fresh);
  }
}
