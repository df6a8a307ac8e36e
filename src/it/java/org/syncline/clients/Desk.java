package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.Same;

/** One user with a list, a device of today, and room for the original clients beside it. */
final class Desk {
  /** Sub-second, and before 1970. */
  private static final long CREATED = -1_000_000_123L;

  final LiveServer server;
  final UUID user;
  final Device other;
  final UUID list = UUID.randomUUID();

  /**
   * @param items how many the user has already
   */
  Desk(LiveServer server, int items) throws IOException, InterruptedException {
    this.server = server;
    this.user = server.login("desk" + UUID.randomUUID());
    this.other = server.device("the other device", user, 26);
    other.put(LIST, list(list, "Groceries"));
    for (int i = 0; i < items; i++) {
      other.put(ITEM, item("milk " + i));
    }
    other.sync();
    assertThat(other.errors()).isEmpty();
  }

  Map<String, Object> list(UUID id, String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", id.toString());
    row.put("Name", name);
    row.put("UserID", user.toString());
    row.put("CreatedDate", CREATED);
    return row;
  }

  Map<String, Object> item(String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", UUID.randomUUID().toString());
    row.put("ListID", list.toString());
    row.put("UserID", user.toString());
    row.put("Name", name);
    row.put("Description", name + ": <b>\"a\" & 'b'</b>\r\n\ta/b \u20ac \u2028 \ud83e\udd5b");
    row.put("Priority", 1L);
    row.put("StartDate", CREATED);
    return row;
  }

  Map<String, Object> tag(String itemId, long tag) {
    return Map.of("TagID", tag, "ItemID", key(itemId).toString(), "UserID", user.toString());
  }

  /** The key of an item. */
  static UUID key(String itemId) {
    return UUID.fromString(itemId.substring(itemId.indexOf('\'') + 1, itemId.lastIndexOf('\'')));
  }

  /** The ids of all items with this name that a client has. */
  static List<String> named(OriginalClient client, String name) {
    return client.rows().entrySet().stream()
        .filter(row -> row.getKey().startsWith("Item(") && name.equals(row.getValue().get("Name")))
        .map(Map.Entry::getKey)
        .toList();
  }

  static String one(OriginalClient client, String name) {
    List<String> found = named(client, name);
    assertThat(found).as("items named " + name).hasSize(1);
    return found.get(0);
  }

  /** The client holds what SELECT under its filter gives. */
  void assertEqual(OriginalClient client) throws SQLException {
    Same.rows(client.getClass().getSimpleName(), server.database().rowsOf(user), client.rows());
  }

  /** As does the other device, once it has synced. */
  void assertAllEqual(OriginalClient client) throws IOException, SQLException {
    assertEqual(client);
    other.sync();
    server.assertEqual(other);
  }
}
