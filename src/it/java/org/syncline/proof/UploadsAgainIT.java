package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/**
 * Answers get lost and blobs get old: each operation has its effect once, and nothing is missed.
 */
@ExtendWith(SharedServer.class)
class UploadsAgainIT {
  private static final long SEED = 160_21;

  private Household home;

  @BeforeEach
  void moveIn(LiveServer server) throws Exception {
    home = new Household(server, SEED);
  }

  /** Hazard 21: commit, answer lost, the same bytes again. */
  @Test
  void the_same_upload_again_has_no_second_effect() throws Exception {
    home.furnish(3);
    String milk = Household.anItem(home.phone, "milk 0");
    String eggs = home.phone.put(ITEM, home.item(home.alicesList, home.alice, "eggs"));
    home.phone.change(ITEM, milk, "Name", "oat milk");
    String gone = Household.anItem(home.phone, "milk 2");
    home.phone.remove(gone);
    Device.PreparedUpload upload = home.phone.nextUpload();
    home.phone.deliverAndLoseTheAnswer(upload);

    // Meanwhile the laptop goes on from there; a second effect would undo its work.
    home.laptop.sync();
    home.server.assertEqual(home.laptop);
    home.laptop.change(ITEM, eggs, "Name", "a dozen eggs");
    home.laptop.change(ITEM, milk, "Name", "almond milk");
    home.laptop.sync();

    home.phone.deliver(upload);
    assertThat(home.phone.conflicts()).isEmpty();
    assertThat(home.phone.errors()).isEmpty();
    home.phone.download();
    home.server.assertEqual(home.phone);
    assertThat(home.phone.row(eggs)).containsEntry("Name", "a dozen eggs");
    assertThat(home.phone.row(milk)).containsEntry("Name", "almond milk");
    home.syncAll();
  }

  /** Hazards 21 and 28 with the .NET clients, whose second try carries new tempIds. */
  @Test
  void a_second_try_with_new_marks_is_no_conflict_with_itself() throws Exception {
    home.furnish(2);
    String milk = Household.anItem(home.phone, "milk 0");
    home.phone.put(ITEM, home.item(home.alicesList, home.alice, "eggs"));
    home.phone.change(ITEM, milk, "Name", "oat milk");
    home.phone.deliverAndLoseTheAnswer(home.phone.nextUpload());
    home.phone.change(ITEM, milk, "Description", "edited again before the second try");
    home.phone.deliver(home.phone.nextUploadWithNewTempIds());
    assertThat(home.phone.conflicts()).isEmpty();
    assertThat(home.phone.errors()).isEmpty();
    home.phone.download();
    home.server.assertEqual(home.phone);
    home.syncAll();
  }

  /** Hazard 28: an edit, acknowledged, edited again before any download. */
  @Test
  void own_edits_in_a_row_are_no_conflict() throws Exception {
    home.furnish(2);
    String milk = Household.anItem(home.phone, "milk 0");
    for (String name : List.of("one", "two", "three")) {
      home.phone.change(ITEM, milk, "Name", name);
      home.phone.upload();
    }
    assertThat(home.phone.conflicts()).isEmpty();
    home.syncAll();
    assertThat(home.laptop.row(milk)).containsEntry("Name", "three");
  }

  /** Hazard 27: an upload's answer must not carry the device past what others did. */
  @Test
  void an_upload_never_moves_the_download_position() throws Exception {
    home.furnish(3);
    String others = Household.anItem(home.laptop, "milk 0");
    home.laptop.change(ITEM, others, "Name", "changed by the laptop");
    home.laptop.sync();
    home.phone.change(ITEM, Household.anItem(home.phone, "milk 1"), "Name", "changed by the phone");
    home.phone.upload();
    home.phone.download();
    assertThat(home.phone.row(others)).containsEntry("Name", "changed by the laptop");
    home.server.assertEqual(home.phone);
  }

  @Test
  void a_replayed_old_blob_is_as_good_as_a_new_one() throws Exception {
    home.furnish(4);
    String old = home.phone.blob();
    home.laptop.change(ITEM, Household.anItem(home.laptop, "milk 0"), "Name", "first");
    home.laptop.remove(Household.anItem(home.laptop, "milk 1"));
    home.laptop.sync();
    home.phone.change(ITEM, Household.anItem(home.phone, "milk 2"), "Name", "by the phone");
    home.phone.sync();
    home.phone.download();
    home.server.assertEqual(home.phone);

    home.phone.replay(old);
    assertThat(home.phone.download())
        .as("the same changes once more")
        .hasSizeGreaterThanOrEqualTo(2);
    home.server.assertEqual(home.phone);

    home.phone.replay(old);
    home.phone.change(
        ITEM, Household.anItem(home.phone, "by the phone"), "Name", "by the phone again");
    home.phone.upload();
    assertThat(home.phone.conflicts()).as("its own change is no conflict").isEmpty();
    home.phone.download();
    home.server.assertEqual(home.phone);
    home.syncAll();
  }
}
