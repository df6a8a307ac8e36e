package org.syncline.proof;

import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.TAG_ITEM_MAPPING;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/**
 * Three devices and another program do whatever comes to their minds, in both formats, with lost
 * answers, old blobs and interrupted downloads; whenever a device has downloaded to the end, it
 * equals {@code SELECT} under its filter, column by column. The seed is printed.
 */
@ExtendWith(SharedServer.class)
class DailyLifeIT {
  private static final int STEPS = Integer.getInteger("dailylife.steps", 400);

  private final long seed = Long.getLong("dailylife.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Device, String> oldBlobs =
      new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
  private Household home;

  @Test
  void devices_equal_the_database_at_every_checkpoint(LiveServer server) throws Exception {
    System.out.println("Daily life, seed " + seed);
    home = new Household(server, seed);
    home.furnish(20);
    for (int step = 0; step < STEPS; step++) {
      Device device = List.of(home.phone, home.laptop, home.tablet).get(random.nextInt(3));
      try {
        step(device);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("step " + step + " of seed " + seed + ", " + device, e);
      }
    }
    home.syncAll();
  }

  private void step(Device device) throws Exception {
    switch (random.nextInt(12)) {
      case 0, 1 -> device.put(ITEM, newItem(device));
      case 2, 3 -> edit(device);
      case 4 -> remove(device);
      case 5 -> tag(device);
      case 6 -> otherProgram(device);
      case 7 -> loseAnswer(device);
      case 8 -> replay(device);
      case 9 -> device.downloadBatch();
      default -> sync(device);
    }
  }

  private void sync(Device device) throws Exception {
    if (random.nextInt(4) == 0) {
      oldBlobs.put(device, device.blob());
    }
    device.sync();
    home.server.assertEqual(device);
  }

  private Map<String, Object> newItem(Device device) {
    boolean bobs = device.user().equals(home.bob);
    String name = (bobs ? home.bobsMark + " " : "") + "thing " + random.nextInt(1000);
    // Now and then one that cannot be stored.
    return home.item(
        bobs ? home.bobsList : home.alicesList, device.user(), random.nextInt(8) == 0 ? " " : name);
  }

  private void edit(Device device) {
    String id = any(device, "Item(");
    if (id != null) {
      String mark = device.user().equals(home.bob) ? home.bobsMark : "alice";
      switch (random.nextInt(4)) {
        case 0 -> device.change(ITEM, id, "Description", null);
        case 1 -> device.change(ITEM, id, "EndDate", (long) random.nextInt() * 1000L);
        case 2 -> device.change(ITEM, id, "Status", 1L + random.nextInt(4));
        default -> device.change(ITEM, id, "Name", mark + " edit " + random.nextInt(1000));
      }
    }
  }

  private void remove(Device device) {
    String id = any(device, random.nextBoolean() ? "TagItemMapping(" : "Item(");
    if (id == null) {
      return;
    }
    // As a database on the device would do it: the mappings of an item go with it.
    String guid = id.substring(id.indexOf("guid'"), id.indexOf('\'', id.indexOf("guid'") + 5));
    device.rows().keySet().stream()
        .filter(other -> other.startsWith("TagItemMapping(") && other.contains(guid))
        .filter(other -> !other.equals(id) && id.startsWith("Item("))
        .forEach(device::remove);
    device.remove(id);
  }

  private void tag(Device device) {
    String id = any(device, "Item(");
    if (id != null) {
      device.put(TAG_ITEM_MAPPING, home.mapping(1 + random.nextInt(20), id, device.user()));
    }
  }

  private void otherProgram(Device device) throws Exception {
    String id = any(device, "Item(");
    if (id == null) {
      return;
    }
    UUID key = Household.guid(id);
    switch (random.nextInt(3)) {
      case 0 ->
          home.server
              .database()
              .run(
                  "INSERT INTO `Item` (`ID`, `ListID`, `UserID`, `Name`)"
                      + " SELECT "
                      + home.server.database().newGuid()
                      + ", `ListID`, `UserID`, `Name` FROM `Item` WHERE `UserID` = ? LIMIT 3",
                  device.user());
      case 1 ->
          home.server.database().run("UPDATE `Item` SET `Priority` = NULL WHERE `ID` = ?", key);
      default -> {
        home.server.database().run("DELETE FROM `TagItemMapping` WHERE `ItemID` = ?", key);
        home.server.database().run("DELETE FROM `Item` WHERE `ID` = ?", key);
      }
    }
  }

  /** Sometimes the same bytes follow, sometimes a new request, as with different clients. */
  private void loseAnswer(Device device) throws Exception {
    Device.PreparedUpload upload = device.nextUpload();
    device.deliverAndLoseTheAnswer(upload);
    device.deliver(random.nextBoolean() ? upload : device.nextUploadWithNewTempIds());
  }

  private void replay(Device device) throws Exception {
    String old = oldBlobs.get(device);
    if (old != null) {
      device.replay(old);
      sync(device);
    }
  }

  private String any(Device device, String prefix) {
    List<String> ids = device.rows().keySet().stream().filter(id -> id.startsWith(prefix)).toList();
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }
}
