package org.syncline.clients;

import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.TAG_ITEM_MAPPING;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/**
 * All original clients of one user at once, and another program, do whatever comes to their minds,
 * with lost answers, restarts and lost blobs; each equals SELECT whenever it has synced. The seed
 * is printed.
 */
@ExtendWith(SharedServer.class)
class TogetherIT {
  private static final int STEPS = Integer.getInteger("together.steps", 300);

  private final long seed = Long.getLong("together.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Kind, OriginalClient> clients = new EnumMap<>(Kind.class);
  private Desk desk;

  @Test
  void s13_to_s18_every_client_equals_the_database_whenever_it_has_synced(LiveServer server)
      throws Exception {
    System.out.println("Together, seed " + seed);
    desk = new Desk(server, 15);
    for (Kind kind : Kind.values()) {
      clients.put(kind, kind.open(server.uri(), desk.user));
    }
    for (int step = 0; step < STEPS; step++) {
      Kind kind = List.copyOf(clients.keySet()).get(random.nextInt(clients.size()));
      try {
        step(clients.get(kind));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            String.format(Locale.ROOT, "step %d of seed %d, %s: %s", step, seed, kind, e), e);
      }
    }
    for (OriginalClient client : clients.values()) {
      sync(client);
    }
  }

  private void step(OriginalClient client) throws Exception {
    switch (random.nextInt(11)) {
      case 0, 1 ->
          client.put(
              ITEM, desk.item(random.nextInt(8) == 0 ? " " : "thing " + random.nextInt(1000)));
      case 2, 3 -> edit(client);
      case 4 -> remove(client);
      case 5 -> tag(client);
      case 6 -> otherProgram(client);
      case 7 -> loseAnswer(client);
      case 8 -> forget(client);
      default -> sync(client);
    }
  }

  private void sync(OriginalClient client) throws Exception {
    client.sync();
    client.told();
    if (client instanceof AndroidClient android && !android.tempIds().isEmpty()) {
      // Inserts that nobody took stay on the device and come again: the user gives them up.
      android.giveUpInserts();
    }
    desk.assertEqual(client);
  }

  private void edit(OriginalClient client) {
    String id = any(client, "Item(");
    if (id != null) {
      switch (random.nextInt(4)) {
        case 0 -> client.change(ITEM, id, "Description", null);
        case 1 -> client.change(ITEM, id, "EndDate", (long) random.nextInt() * 1000L);
        case 2 -> client.change(ITEM, id, "Name", random.nextInt(4) == 0 ? "" : "edited");
        default -> client.change(ITEM, id, "Status", 1L + random.nextInt(4));
      }
    }
  }

  /** The mappings of an item go with it, sometimes before and sometimes after it. */
  private void remove(OriginalClient client) {
    String id = any(client, random.nextBoolean() ? "TagItemMapping(" : "Item(");
    if (id == null) {
      return;
    }
    if (id.startsWith("Item(")) {
      String guid = id.substring(id.indexOf("guid'"), id.length() - 1);
      client.rows().keySet().stream()
          .filter(other -> other.startsWith("TagItemMapping(") && other.contains(guid))
          .forEach(client::remove);
    }
    client.remove(id);
  }

  private void tag(OriginalClient client) {
    String id = any(client, "Item(");
    if (id != null) {
      client.put(TAG_ITEM_MAPPING, desk.tag(id, 1 + random.nextInt(20)));
    }
  }

  private void otherProgram(OriginalClient client) throws Exception {
    String id = any(client, "Item(");
    if (id == null) {
      return;
    }
    UUID key = Desk.key(id);
    if (random.nextBoolean()) {
      desk.server.database().run("UPDATE `Item` SET `Priority` = 3 WHERE `ID` = ?", key);
    } else {
      desk.server.database().run("DELETE FROM `TagItemMapping` WHERE `ItemID` = ?", key);
      desk.server.database().run("DELETE FROM `Item` WHERE `ID` = ?", key);
    }
  }

  private void loseAnswer(OriginalClient client) throws Exception {
    client.http().loseTheNextAnswerTo(random.nextBoolean() ? "uploadchanges" : "downloadchanges");
    try {
      client.sync(); // without changes there is no upload to lose; then the next one is
    } catch (ClientHttp.LostAnswerException e) {
      sync(client);
    }
    client.http().loseTheNextAnswerTo(null);
  }

  /** Restarts, or a scope that is lost. */
  private void forget(OriginalClient client) throws Exception {
    if (client instanceof WinRtClient windows) {
      windows.restart();
    } else if (random.nextInt(3) == 0) {
      client.startOver();
      sync(client);
    }
  }

  private String any(OriginalClient client, String prefix) {
    List<String> ids = client.rows().keySet().stream().filter(id -> id.startsWith(prefix)).toList();
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }
}
