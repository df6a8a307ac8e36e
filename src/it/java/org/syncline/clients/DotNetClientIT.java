package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;

import java.time.LocalDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/** What only the .NET client does. */
@ExtendWith(SharedServer.class)
class DotNetClientIT {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s14_the_blob_of_an_empty_answer_is_dropped(boolean json, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 4);
    DotNetClient client = new DotNetClient(server.uri(), desk.user, json);
    client.sync();
    String blob = client.blob();
    for (int i = 0; i < 3; i++) {
      client.sync();
      assertThat(client.blob()).isEqualTo(blob);
    }
    desk.other.change(ITEM, Desk.one(client, "milk 0"), "Name", "oat milk");
    desk.other.sync();
    client.sync();
    assertThat(client.blob()).isNotEqualTo(blob);
    client.replaceBlob(newer -> blob);
    client.change(ITEM, Desk.one(client, "oat milk"), "Name", "rice milk");
    client.sync();
    assertThat(client.told()).as("it had seen that before the blob went back").hasSize(1);
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s13_rows_from_before_the_first_sync_go_up_without_a_blob(boolean json, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 2);
    DotNetClient client = new DotNetClient(server.uri(), desk.user, json);
    client.put(LIST, desk.list(UUID.randomUUID(), "Made offline"));
    client.put(ITEM, desk.item("made offline"));
    client.sync();
    assertThat(client.told()).isEmpty();
    assertThat(client.http().timesSent("uploadchanges")).isEqualTo(1);
    desk.assertAllEqual(client);
    // What it uploaded first is its own from then on.
    client.change(ITEM, Desk.one(client, "made offline"), "Name", "changed later");
    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }

  @Test
  void s09_in_atom_a_date_keeps_all_its_digits(LiveServer server) throws Exception {
    Desk desk = new Desk(server, 1);
    String id =
        desk.other.rows().keySet().stream().filter(k -> k.startsWith("Item(")).findAny().get();
    UUID key = Desk.key(id);
    LocalDateTime exact = LocalDateTime.parse("2024-02-29T23:59:59.123456");
    server.database().run("UPDATE `Item` SET `StartDate` = ? WHERE `ID` = ?", exact, key);
    DotNetClient client = new DotNetClient(server.uri(), desk.user, false);
    client.sync();
    assertThat(client.value(id, "StartDate")).isEqualTo(exact);
    client.set(ITEM, id, "Name", "renamed");
    client.sync();
    assertThat(
            server
                .database()
                .run(
                    "UPDATE `Item` SET `Priority` = 2 WHERE `ID` = ? AND `StartDate` = ? AND `Name` = ?",
                    key,
                    exact,
                    "renamed"))
        .isEqualTo(1);
    client.sync();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s17_a_refused_request_leaves_everything_as_it_was(boolean json, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 2);
    DotNetClient client = new DotNetClient(server.uri(), desk.user, json);
    client.sync();
    String blob = client.blob();
    client.put(ITEM, desk.item("eggs"));
    client.replaceBlob(good -> "AAAA");
    assertThatThrownBy(client::sync).isInstanceOf(RefusedException.class);
    client.replaceBlob(bad -> blob);
    client.sync();
    assertThat(Desk.named(client, "eggs")).hasSize(1);
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s12_a_second_try_draws_new_tempids(boolean json, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 1);
    DotNetClient client = new DotNetClient(server.uri(), desk.user, json);
    client.sync();
    client.put(ITEM, desk.item("eggs"));
    for (int tries = 0; tries < 3; tries++) {
      client.http().loseTheNextAnswerTo("uploadchanges");
      assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    }
    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }
}
