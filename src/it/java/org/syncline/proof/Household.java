package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;

/**
 * Alice with a phone and a laptop, and Bob with a tablet: three devices that start empty, mix both
 * formats, and share a server with strangers. Every text of Bob's holds a word by which it would be
 * noticed on a device of Alice's.
 */
final class Household {
  private static final long CREATED = 1_700_000_000_123L;

  final LiveServer server;
  final UUID alice;
  final UUID bob;
  final String bobsMark;
  final Device phone;
  final Device laptop;
  final Device tablet;

  /** Alice's list, once {@link #furnish} has made it. */
  final UUID alicesList = UUID.randomUUID();

  /** Bob's list, once {@link #furnish} has made it. */
  final UUID bobsList = UUID.randomUUID();

  /**
   * @param seed of all that the devices draw
   */
  Household(LiveServer server, long seed) throws IOException, InterruptedException {
    this.server = server;
    String family = UUID.randomUUID().toString().substring(0, 8);
    bobsMark = "bob" + family;
    alice = server.login("alice" + family);
    bob = server.login(bobsMark);
    phone = server.device("Alice's phone, seed " + seed, alice, seed).speakingAnything();
    laptop = server.device("Alice's laptop, seed " + seed, alice, seed + 1).speakingAnything();
    tablet = server.device("Bob's tablet, seed " + seed, bob, seed + 2).speakingAnything();
    phone.listening(this::mustNotNameBob);
    laptop.listening(this::mustNotNameBob);
  }

  private void mustNotNameBob(byte[] answer) {
    assertThat(namesBob(answer)).as("something of Bob's in an answer to Alice").isFalse();
  }

  boolean namesBob(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    return text.contains(bobsMark) || text.contains(bob.toString());
  }

  /** A list with some items for each of them, known to all three devices. */
  void furnish(int items) throws IOException, SQLException {
    phone.put(LIST, list(alicesList, alice, "Groceries"));
    tablet.put(LIST, list(bobsList, bob, bobsMark + " garden"));
    for (int i = 0; i < items; i++) {
      phone.put(ITEM, item(alicesList, alice, "milk " + i));
      tablet.put(ITEM, item(bobsList, bob, bobsMark + " seeds " + i));
    }
    syncAll();
    assertThat(phone.errors()).isEmpty();
    assertThat(tablet.errors()).isEmpty();
  }

  Map<String, Object> list(UUID id, UUID owner, String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", id.toString());
    row.put("Name", name);
    row.put("Description", null);
    row.put("UserID", owner.toString());
    row.put("CreatedDate", CREATED);
    return row;
  }

  Map<String, Object> item(UUID list, UUID owner, String name) {
    return item(UUID.randomUUID(), list, owner, name);
  }

  Map<String, Object> item(UUID id, UUID list, UUID owner, String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", id.toString());
    row.put("ListID", list.toString());
    row.put("UserID", owner.toString());
    row.put("Name", name);
    row.put(
        "Description",
        "about " + name + ": <b>\"half\" & half</b>, 1/2 \u20ac \u00fc \ud83e\udd5b");
    row.put("Priority", 1L);
    row.put("Status", null);
    row.put("StartDate", CREATED);
    row.put("EndDate", null);
    return row;
  }

  Map<String, Object> mapping(long tag, String itemId, UUID owner) {
    String guid = itemId.substring(itemId.indexOf('\'') + 1, itemId.lastIndexOf('\''));
    return Map.of("TagID", tag, "ItemID", guid, "UserID", owner.toString());
  }

  /** Uploads what waits, downloads, and compares, device after device. */
  void syncAll() throws IOException, SQLException {
    for (Device device : List.of(phone, tablet, laptop)) {
      device.sync();
      server.assertEqual(device);
    }
    // What the later ones uploaded has yet to reach the earlier ones.
    phone.sync();
    tablet.sync();
    assertAllEqual();
  }

  /** Each device holds what the database has for its user. */
  void assertAllEqual() throws SQLException {
    server.assertEqual(phone);
    server.assertEqual(laptop);
    server.assertEqual(tablet);
  }

  /** The key of an item as the database has it. */
  static UUID guid(String itemId) {
    return UUID.fromString(itemId.substring(itemId.indexOf('\'') + 1, itemId.lastIndexOf('\'')));
  }

  /** The id of the item with this name on the device. */
  static String anItem(Device device, String name) {
    return device.rows().entrySet().stream()
        .filter(row -> row.getKey().startsWith("Item(") && name.equals(row.getValue().get("Name")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(device + " has no item named " + name))
        .getKey();
  }
}
