package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;
import static org.syncline.testkit.ListsTable.PRIORITY;
import static org.syncline.testkit.ListsTable.STATUS;
import static org.syncline.testkit.ListsTable.TAG;
import static org.syncline.testkit.ListsTable.TAG_ITEM_MAPPING;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/**
 * A working day of each of the original clients against the built WAR; names of tests begin with
 * the section of the wire reference. At the end of each the client equals SELECT under its filter.
 */
@ExtendWith(SharedServer.class)
class OriginalClientsIT {

  @ParameterizedTest
  @EnumSource
  void s14_first_sync_in_several_batches(Kind kind, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 40);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.sync();
    assertThat(client.http().timesSent("downloadchanges")).isGreaterThan(4);
    desk.assertEqual(client);
    assertThat(client.told()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void s13_s14_edits_travel_both_ways(Kind kind, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 6);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.sync();

    UUID garden = UUID.randomUUID();
    client.put(LIST, desk.list(garden, "Garden"));
    client.put(ITEM, desk.item("seeds"));
    String seeds = Desk.one(client, "seeds");
    client.put(TAG_ITEM_MAPPING, desk.tag(seeds, 2));
    client.put(TAG_ITEM_MAPPING, desk.tag(seeds, 3));
    client.change(ITEM, Desk.one(client, "milk 0"), "EndDate", 1_709_164_800_001L);
    client.change(ITEM, Desk.one(client, "milk 1"), "Priority", null);
    client.remove(Desk.one(client, "milk 2"));
    client.sync();
    desk.assertAllEqual(client);

    desk.other.change(ITEM, seeds, "Name", "bulbs");
    desk.other.remove("TagItemMapping(TagID=2, " + rest(desk, seeds));
    desk.other.put(ITEM, desk.item("rake"));
    desk.other.remove(Desk.one(client, "milk 3"));
    desk.other.sync();
    client.sync();
    desk.assertAllEqual(client);
    assertThat(Desk.named(client, "bulbs")).containsExactly(seeds);

    // Parents before children, as the application deletes them; the server sorts that out.
    client.remove(seeds);
    client.remove("TagItemMapping(TagID=3, " + rest(desk, seeds));
    client.remove("List(ID=guid'" + garden + "')");
    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }

  private static String rest(Desk desk, String item) {
    return "Item"
        + item.substring("Item(".length(), item.length() - 1)
        + ", UserID=guid'"
        + desk.user
        + "')";
  }

  @ParameterizedTest
  @EnumSource
  void s15_conflicts_that_clients_win(Kind kind, LiveServer server) throws Exception {
    new Conflicts(kind, new Desk(server, 2), true).run();
  }

  @ParameterizedTest
  @EnumSource
  void s16_rows_that_cannot_be_stored_do_not_stop_the_others(Kind kind, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 3);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.sync();
    client.put(ITEM, desk.item(" "));
    String insert = Desk.one(client, " ");
    String update = Desk.one(client, "milk 0");
    client.change(ITEM, update, "Name", "");
    client.change(ITEM, Desk.one(client, "milk 1"), "Name", "oat milk");
    client.sync();

    assertThat(Desk.named(client, "milk 0")).as("back to the server's row").containsExactly(update);
    assertThat(Desk.named(client, "oat milk")).hasSize(1);
    if (kind == Kind.A) {
      assertThat(client.rows()).as("a lost insert stays, and comes again").containsKey(insert);
      client.change(ITEM, insert, "Name", "bread");
    } else {
      List<OriginalClient.Told> told = client.told();
      assertThat(told)
          .extracting(OriginalClient.Told::id)
          .containsExactlyInAnyOrder(insert, update);
      assertThat(told)
          .allSatisfy(
              error -> {
                assertThat(error.what()).isEqualTo("Error");
                assertThat(error.description()).isNotBlank();
                assertThat((String) error.losing().get("Name")).isBlank();
              });
      assertThat(client.rows()).doesNotContainKey(insert);
    }
    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @EnumSource
  void s12_s18_a_lost_answer_and_another_try(Kind kind, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 3);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.sync();
    client.put(ITEM, desk.item("eggs"));
    String eggs = Desk.one(client, "eggs");
    client.change(ITEM, Desk.one(client, "milk 0"), "Name", "oat milk");
    client.remove(Desk.one(client, "milk 1"));
    client.http().loseTheNextAnswerTo("uploadchanges");
    assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    desk.other.sync();
    assertThat(desk.other.row(eggs)).as("the server has it").isNotNull();

    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);

    desk.other.change(ITEM, eggs, "Name", "a dozen eggs");
    desk.other.sync();
    client.http().loseTheNextAnswerTo("downloadchanges");
    assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    client.sync();
    assertThat(Desk.named(client, "a dozen eggs")).containsExactly(eggs);
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @EnumSource
  void s14_s18_a_first_sync_that_breaks_off_goes_on(Kind kind, LiveServer server) throws Exception {
    Desk desk = new Desk(server, 30);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.http().loseTheNextAnswerTo("downloadchanges");
    assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    desk.other.put(ITEM, desk.item("meanwhile"));
    desk.other.sync();
    client.sync();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @EnumSource
  void s13_s18_an_upload_in_the_middle_of_a_first_sync(Kind kind, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 60);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.http().loseAnswerTo("downloadchanges", kind.name().endsWith("ATOM") ? 12 : 7);
    assertThatThrownBy(client::sync).isInstanceOf(ClientHttp.LostAnswerException.class);
    String seen =
        client.rows().keySet().stream().filter(id -> id.startsWith("Item(")).findFirst().get();
    desk.other.change(ITEM, seen, "Description", "changed behind the client");
    desk.other.put(ITEM, desk.item("meanwhile"));
    desk.other.sync();
    client.put(ITEM, desk.item("made in the middle"));
    client.sync();
    assertThat(Desk.named(client, "made in the middle")).hasSize(1);
    assertThat(client.rows().get(seen)).containsEntry("Description", "changed behind the client");
    desk.assertAllEqual(client);
  }

  /** The original server mixed them up, after it had committed them. */
  @ParameterizedTest
  @EnumSource
  void s25_two_tables_with_the_same_key_in_one_upload(Kind kind, LiveServer server)
      throws Exception {
    Desk desk = new Desk(server, 1);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.sync();
    long id = ThreadLocalRandom.current().nextLong(1_000, 1_000_000_000);
    desk.other.put(TAG, Map.of("ID", id, "Name", "theirs"));
    desk.other.sync();
    client.put(PRIORITY, Map.of("ID", id, "Name", "priority"));
    client.put(TAG, Map.of("ID", id, "Name", "ours"));
    client.put(STATUS, Map.of("ID", id, "Name", "status"));
    client.sync();
    if (kind != Kind.A) {
      assertThat(client.told()).extracting(told -> told.id()).containsExactly("Tag(ID=" + id + ")");
    }
    desk.assertAllEqual(client);
    for (String table : List.of("Tag", "Status", "Priority")) {
      client.remove(table + "(ID=" + id + ")");
    }
    client.sync();
    assertThat(client.told()).isEmpty();
    desk.assertAllEqual(client);
  }

  @ParameterizedTest
  @EnumSource
  void s17_an_altered_blob_is_a_lost_scope(Kind kind, LiveServer server) throws Exception {
    lostScope(kind, server, OriginalClientsIT::altered);
  }

  @ParameterizedTest
  @EnumSource
  void s17_a_blob_of_another_server_is_a_lost_scope(Kind kind, LiveServer server) throws Exception {
    lostScope(
        kind, server, blob -> "yO0SN1yBpsvwFTpfhKnO8xg9Yoes0fYbQGWKr9T5HkNojbLX/CFGa5C12v8kSW6T");
  }

  private static String altered(String blob) {
    int middle = blob.length() / 2;
    char other = blob.charAt(middle) == 'A' ? 'B' : 'A';
    return blob.substring(0, middle) + other + blob.substring(middle + 1);
  }

  private static void lostScope(Kind kind, LiveServer server, UnaryOperator<String> lost)
      throws Exception {
    Desk desk = new Desk(server, 3);
    OriginalClient client = kind.open(server.uri(), desk.user);
    client.sync();
    client.change(ITEM, Desk.one(client, "milk 0"), "Name", "never sent");
    client.replaceBlob(lost);
    if (kind != Kind.A) {
      RefusedException refused = catchThrowableOfType(RefusedException.class, client::sync);
      assertThat(refused).hasMessageStartingWith("Scope does not exist");
      assertThat(refused.status()).isEqualTo(404);
      assertThat(Desk.named(client, "never sent")).as("nothing is lost without asking").hasSize(1);
      client.startOver();
    }
    client.sync();
    assertThat(Desk.named(client, "never sent")).isEmpty();
    desk.assertAllEqual(client);
  }
}
