package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.USER;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/** What only the WinRT client does. */
@ExtendWith(SharedServer.class)
class WinRtClientIT {

  private static WinRtClient client(LiveServer server, Desk desk, boolean json) {
    return new WinRtClient(server.uri(), desk.user, json, 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s13_deletions_are_repeated_with_every_upload(boolean json, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 5);
    WinRtClient client = client(server, desk, json);
    client.sync();
    client.remove(Desk.one(client, "milk 0"));
    client.remove(Desk.one(client, "milk 1"));
    for (int i = 1; i <= 3; i++) {
      client.sync();
      assertThat(client.http().timesSent("uploadchanges")).isEqualTo(i);
      assertThat(client.told()).isEmpty();
      desk.assertAllEqual(client);
    }
    client.restart();
    client.sync();
    assertThat(client.told()).as("also with the blob from before the deletion").isEmpty();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s18_a_restart_loses_the_blob_of_an_upload(boolean json, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 3);
    WinRtClient client = client(server, desk, json);
    client.sync();
    String stored = client.storedBlob();
    client.put(ITEM, desk.item("eggs"));
    String milk = Desk.one(client, "milk 0");
    for (String name : List.of("oat milk", "rice milk", "soy milk")) {
      client.change(ITEM, milk, "Name", name);
      client.change(ITEM, Desk.one(client, "eggs"), "Description", "as many as " + name);
      client.sync();
      assertThat(client.told()).as("its own changes are no conflict").isEmpty();
      assertThat(client.storedBlob()).isEqualTo(stored);
      desk.assertAllEqual(client);
      client.restart();
    }
    desk.other.change(ITEM, milk, "Name", "almond milk");
    desk.other.sync();
    client.sync();
    assertThat(client.storedBlob()).isNotEqualTo(stored);
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s13_an_upload_may_be_split(boolean json, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 4);
    WinRtClient client = client(server, desk, json);
    client.sync();
    for (int i = 0; i < 8; i++) {
      client.put(ITEM, desk.item("egg " + i));
    }
    client.remove(Desk.one(client, "milk 0"));
    client.sync();
    assertThat(client.http().timesSent("uploadchanges")).isEqualTo(3);
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s13_a_split_upload_that_breaks_off_goes_on(boolean json, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 2);
    WinRtClient client = client(server, desk, json);
    client.sync();
    for (int i = 0; i < 7; i++) {
      client.put(ITEM, desk.item("egg " + i));
    }
    client.http().loseTheNextAnswerTo("uploadchanges");
    assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    client.restart();
    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s03_answers_are_compressed_with_gzip_alone(boolean json, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 20);
    WinRtClient client = client(server, desk, json);
    client.sync();
    assertThat(client.http().answers())
        .extracting(answer -> answer.headers().firstValue("Content-Encoding").orElse("none"))
        .contains("gzip")
        .doesNotContain("deflate", "deflated");
    desk.assertEqual(client);
  }

  /** Its own server, since everybody else's has reference data. */
  @Test
  void s14_an_empty_first_download_leaves_it_without_a_blob() throws Exception {
    try (LiveServer server = LiveServer.start(settings -> settings)) {
      for (String table :
          List.of("TagItemMapping", "Item", "List", "User", "Tag", "Priority", "Status")) {
        server.database().run("DELETE FROM `" + table + "`");
      }
      for (boolean json : new boolean[] {true, false}) {
        UUID user = UUID.randomUUID();
        WinRtClient client = new WinRtClient(server.uri(), user, json, 3);
        client.sync();
        client.sync();
        assertThat(client.rows()).isEmpty();
        assertThat(client.storedBlob()).isNull();

        client.put(USER, Map.of("ID", user.toString(), "Name", "offline " + user));
        client.sync();
        assertThat(client.told()).isEmpty();
        assertThat(client.rows()).isEqualTo(server.database().rowsOf(user));
        client.restart();
        client.sync();
        assertThat(client.rows()).hasSize(1).isEqualTo(server.database().rowsOf(user));
      }
    }
  }
}
