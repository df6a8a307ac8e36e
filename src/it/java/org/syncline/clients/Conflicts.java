package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;

import java.util.List;
import java.util.Map;

/**
 * The conflict table of wire reference, section 15: the other device is first, then an original
 * client that has not seen that.
 */
final class Conflicts {
  private final Kind kind;
  private final Desk desk;
  private final OriginalClient client;
  private final boolean clientWins;

  Conflicts(Kind kind, Desk desk, boolean clientWins) {
    this.kind = kind;
    this.desk = desk;
    this.client = kind.open(desk.server.uri(), desk.user);
    this.clientWins = clientWins;
  }

  void run() throws Exception {
    client.sync();
    updateAgainstUpdate();
    updateAgainstDeletion();
    deletionAgainstUpdate();
    deletionAgainstDeletion();
    insertAgainstInsert();
  }

  private String shared(String name) throws Exception {
    desk.other.put(ITEM, desk.item(name));
    desk.other.sync();
    client.sync();
    return Desk.one(client, name);
  }

  /** The client syncs, is told of one conflict if it can be told, and ends with the winner. */
  private void settle(String id, String theirs, String ours) throws Exception {
    client.sync();
    String winner = clientWins ? ours : theirs;
    String loser = clientWins ? theirs : ours;
    if (kind != Kind.A) {
      List<OriginalClient.Told> told = client.told();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).id()).isEqualTo(id);
      assertThat(told.get(0).what()).isEqualTo(clientWins ? "ClientWins" : "ServerWins");
      assertThat(name(told.get(0).live())).isEqualTo(winner);
      assertThat(name(told.get(0).losing())).isEqualTo(loser);
    }
    assertThat(name(client.rows().get(id))).isEqualTo(winner);
    desk.assertAllEqual(client);
  }

  private static Object name(Map<String, Object> rowOrNull) {
    return rowOrNull == null ? null : rowOrNull.get("Name");
  }

  private void updateAgainstUpdate() throws Exception {
    String id = shared("both change it");
    desk.other.change(ITEM, id, "Name", "theirs");
    desk.other.sync();
    client.change(ITEM, id, "Name", "ours");
    settle(id, "theirs", "ours");
  }

  private void updateAgainstDeletion() throws Exception {
    String id = shared("they delete it");
    desk.other.remove(id);
    desk.other.sync();
    client.change(ITEM, id, "Name", "ours");
    settle(id, null, "ours");
  }

  private void deletionAgainstUpdate() throws Exception {
    String id = shared("we delete it");
    desk.other.change(ITEM, id, "Name", "theirs");
    desk.other.sync();
    client.remove(id);
    settle(id, "theirs", null);
  }

  /** Idempotent: nobody is told. */
  private void deletionAgainstDeletion() throws Exception {
    String id = shared("both delete it");
    desk.other.remove(id);
    desk.other.sync();
    client.remove(id);
    client.sync();
    assertThat(client.told()).isEmpty();
    assertThat(client.rows()).doesNotContainKey(id);
    desk.assertAllEqual(client);
  }

  private void insertAgainstInsert() throws Exception {
    Map<String, Object> row = desk.item("theirs");
    String id = desk.other.put(ITEM, row);
    desk.other.sync();
    row.put("Name", "ours");
    client.put(ITEM, row);
    settle(id, "theirs", "ours");
  }
}
