package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.ListsTable.ITEM;

import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/** What only the Android client does. */
@ExtendWith(SharedServer.class)
class AndroidClientIT {

  private static AndroidClient client(LiveServer server, Desk desk) {
    return new AndroidClient(server.uri(), desk.user, Kind.OLD_ANDROID);
  }

  @Test
  void s01_s02_s13_a_first_sync_in_its_own_manner(LiveServer server) throws Exception {
    Desk desk = new Desk(server, 20);
    AndroidClient client = client(server, desk);
    client.sync();
    List<HttpRequest> sent = client.http().sent();
    assertThat(sent).extracting(HttpRequest::method).startsWith("HEAD", "GET", "POST", "POST");
    assertThat(sent).allMatch(request -> request.uri().getPath().startsWith("/sync//Default"));
    assertThat(client.http().timesSent("uploadchanges"))
        .as("an empty upload between every two batches")
        .isGreaterThan(2);
    assertThat(client.http().answers()).allMatch(answer -> answer.statusCode() == 200);
    assertThat(client.http().answers().get(0).body()).as("of HEAD").isEmpty();
    desk.assertEqual(client);
  }

  @Test
  void s13_an_edit_in_the_middle_of_a_first_sync_goes_up_between_the_batches(LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 20);
    AndroidClient client = client(server, desk);
    client.put(ITEM, desk.item("made before the first sync"));
    client.sync();
    assertThat(Desk.named(client, "made before the first sync")).hasSize(1);
    assertThat(client.tempIds()).isEmpty();
    desk.assertAllEqual(client);
  }

  @Test
  void s12_a_repeated_upload_repeats_its_tempid_and_has_no_second_effect(LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 1);
    AndroidClient client = client(server, desk);
    client.sync();
    client.put(ITEM, desk.item("eggs"));
    String eggs = Desk.one(client, "eggs");
    List<String> tempIds = client.tempIds();
    client.http().loseTheNextAnswerTo("uploadchanges");
    assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    assertThat(client.tempIds()).isEqualTo(tempIds).hasSize(1);
    client.sync();
    assertThat(client.tempIds()).isEmpty();
    assertThat(server.database().timesWritten(eggs)).isEqualTo(1);
    desk.assertAllEqual(client);
  }

  @Test
  void s16_an_insert_that_cannot_be_stored_comes_again_until_it_is_mended(LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 1);
    AndroidClient client = client(server, desk);
    client.sync();
    client.put(ITEM, desk.item(""));
    String id = Desk.one(client, "");
    for (int i = 0; i < 3; i++) {
      client.sync();
      assertThat(client.tempIds()).hasSize(1);
      assertThat(client.rows()).containsKey(id);
    }
    client.change(ITEM, id, "Name", "bread");
    client.sync();
    assertThat(client.tempIds()).isEmpty();
    desk.assertAllEqual(client);
  }

  /** Why the switch is there. */
  @Test
  void s16_without_the_switch_an_error_ends_every_sync(LiveServer server) throws Exception {
    Desk desk = new Desk(server, 1);
    AndroidClient client = new AndroidClient(server.uri(), desk.user, "Dalvik/1.6.0");
    client.sync();
    client.put(ITEM, desk.item(""));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(client::sync)
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("NOT NULL");
    }
  }

  @Test
  void s17_it_starts_over_once_in_a_sync(LiveServer server) throws Exception {
    Desk desk = new Desk(server, 10);
    AndroidClient client = client(server, desk);
    client.sync();
    client.put(ITEM, desk.item("never sent"));
    client.replaceBlob(blob -> "b3RoZXI=");
    client.sync();
    assertThat(client.http().answers())
        .extracting(answer -> answer.statusCode())
        .containsOnlyOnce(404);
    assertThat(Desk.named(client, "never sent")).isEmpty();
    desk.assertAllEqual(client);
  }
}
