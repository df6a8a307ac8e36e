package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.web.LiveDoor.ANNA;
import static org.syncline.web.LiveDoor.DOWNLOAD;
import static org.syncline.web.LiveDoor.IDS;
import static org.syncline.web.LiveDoor.JSON;
import static org.syncline.web.LiveDoor.UPLOAD;
import static org.syncline.web.LiveDoor.USER;
import static org.syncline.web.LiveDoor.blob;
import static org.syncline.web.LiveDoor.more;
import static org.syncline.web.LiveDoor.ok;
import static org.syncline.web.LiveDoor.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads and downloads, statement by statement of sections 10 to 14 and 18 to 20. */
class TransferSectionsTest {
  private static final String ITEM = "DefaultScope.Item";
  private static final String MILK = "00000000-0000-0000-0000-0000000000a1";
  private static final String BREAD = "00000000-0000-0000-0000-0000000000a2";
  private static final String LIST = "00000000-0000-0000-0000-00000000000f";

  private LiveDoor live;

  @BeforeEach
  void start() throws Exception {
    live = LiveDoor.start();
    live.execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'list', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(LIST, ANNA));
  }

  @AfterEach
  void stop() throws Exception {
    live.close();
  }

  private void insertItem(String id, String name) throws Exception {
    live.execute(
        "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', '%s')"
            .formatted(id, LIST, ANNA, name));
  }

  private static String item(String id, String name, String metadata) {
    return "{\"ID\":\"%s\",\"ListID\":\"%s\",\"UserID\":\"%s\",\"Name\":\"%s\",\"__metadata\":{%s,\"type\":\"%s\"}}"
        .formatted(id, LIST, ANNA, name, metadata, ITEM);
  }

  private static String inserted(String id, String name, String tempId) {
    return item(id, name, "\"tempId\":\"" + tempId + "\",\"uri\":\"\"");
  }

  private static String updated(String id, String name) {
    return item(id, name, "\"uri\":\"" + IDS + uri(id) + "\"");
  }

  private static String deleted(String id) {
    return "{\"__metadata\":{\"uri\":\"%s\",\"type\":\"%s\",\"isDeleted\":true}}"
        .formatted(IDS + uri(id), ITEM);
  }

  private static String uri(String id) {
    return "Item(ID=guid'" + id + "')";
  }

  private static List<JsonNode> results(String answer) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    new ObjectMapper().readTree(answer).path("d").path("results").forEach(results::add);
    return results;
  }

  private static String uriOf(JsonNode entity) {
    return entity.path("__metadata").path("uri").textValue();
  }

  @Test
  void s10_a_row_has_one_id_in_every_place_and_in_both_formats() throws Exception {
    String id = IDS + uri(MILK);
    String sent = inserted(MILK, "milk", "t1");
    String answer = live.upload("", sent);
    assertThat(uriOf(results(answer).get(0))).isEqualTo(id);
    String first = live.download("");
    assertThat(first.replace("\\/", "/")).contains("\"uri\":\"" + id + "\"");
    assertThat(ok(live.get(DOWNLOAD, USER, LiveDoor.ATOM))).contains("<id>" + id + "</id>");
    live.execute("UPDATE \"Item\" SET \"Name\" = 'server'");
    JsonNode conflict = results(live.upload(blob(first), updated(MILK, "mine"))).get(0);
    assertThat(uriOf(conflict)).isEqualTo(id);
    assertThat(uriOf(conflict.path("__syncConflict").path("conflictingChange"))).isEqualTo(id);
    live.execute("DELETE FROM \"Item\"");
    String gone = live.download(blob(first));
    assertThat(uriOf(results(gone).get(0))).isEqualTo(id);
    assertThat(results(gone).get(0).path("__metadata").path("isDeleted").booleanValue()).isTrue();
    String feed = ok(live.post(DOWNLOAD, "$format=atom", JSON, request(blob(first))));
    assertThat(feed).contains("<at:deleted-entry><ref>" + id + "</ref>");
  }

  @Test
  void s12_every_temp_id_comes_back_exactly_once_on_a_live_entity_with_a_uri() throws Exception {
    String first = live.download("");
    insertItem(MILK, "server");
    String third = "00000000-0000-0000-0000-0000000000a3";
    String answer =
        live.upload(
            blob(first),
            inserted(MILK, "in conflict", "t-conflict"),
            inserted(BREAD, " ", "t-error"),
            inserted(third, "good", "t-good"));
    for (String tempId : List.of("t-conflict", "t-error", "t-good")) {
      assertThat(answer).containsOnlyOnce("\"tempId\":\"" + tempId + "\"");
    }
    List<JsonNode> results = results(answer);
    assertThat(results).hasSize(3);
    JsonNode conflict = results.get(0);
    assertThat(conflict.path("__metadata").path("tempId").asText()).isEqualTo("t-conflict");
    JsonNode inError = results.get(1).path("__syncError").path("changeInError");
    assertThat(inError.path("__metadata").path("tempId").asText()).isEqualTo("t-error");
    assertThat(uriOf(inError)).isEqualTo(IDS + uri(BREAD));
    assertThat(inError.path("Name").asText()).isEqualTo(" ");
    assertThat(results.get(2).path("__metadata").path("tempId").asText()).isEqualTo("t-good");
  }

  @Test
  void s12_a_lost_insert_keeps_its_temp_id_on_the_losing_side() throws Exception {
    live.policy(org.syncline.scope.ConflictPolicy.SERVER_WINS);
    String first = live.download("");
    insertItem(MILK, "server");
    JsonNode conflict = results(live.upload(blob(first), inserted(MILK, "mine", "t1"))).get(0);
    assertThat(conflict.path("__metadata").has("tempId")).isFalse();
    JsonNode losing = conflict.path("__syncConflict").path("conflictingChange");
    assertThat(losing.path("__metadata").path("tempId").asText()).isEqualTo("t1");
  }

  @Test
  void s12_the_same_temp_id_in_a_repeated_upload_is_acknowledged_again() throws Exception {
    String blob = blob(live.download(""));
    String once = live.upload(blob, inserted(MILK, "milk", "t1"));
    String twice = live.upload(blob, inserted(MILK, "milk", "t1"));
    assertThat(results(twice)).isEqualTo(results(once)).hasSize(1);
    assertThat(results(live.upload(blob(once), inserted(MILK, "milk", "t1")))).hasSize(1);
  }

  @Test
  void s12_two_inserts_with_one_key_in_one_request_are_refused() throws Exception {
    Reply reply =
        live.post(
            UPLOAD, USER, JSON, request("", inserted(MILK, "a", "1"), inserted(MILK, "b", "2")));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(Replies.text(reply)).contains("its key was in this request before");
    assertThat(results(live.download(""))).noneMatch(e -> uriOf(e).contains("Item"));
  }

  @Test
  void s12_downloads_never_carry_a_temp_id() throws Exception {
    live.upload("", inserted(MILK, "milk", "t1"));
    assertThat(live.download("")).doesNotContain("tempId");
    assertThat(ok(live.get(DOWNLOAD, USER, LiveDoor.ATOM))).doesNotContain("tempId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "null", "\"True\"", "7"})
  void s13_the_flag_of_a_request_is_not_looked_at(String flag) throws Exception {
    String body = request("", inserted(MILK, "milk", "t1")).replace(":false,", ":" + flag + ",");
    assertThat(results(ok(live.post(UPLOAD, USER, JSON, body)))).hasSize(1);
  }

  @Test
  void s13_an_upload_without_a_blob_is_that_of_a_new_client_and_gets_a_fresh_one()
      throws Exception {
    String answer = live.upload("", inserted(MILK, "milk", "t1"));
    assertThat(blob(answer)).isNotEmpty();
    List<JsonNode> rows = results(live.download(blob(answer)));
    assertThat(rows).extracting(TransferSectionsTest::uriOf).contains(IDS + "Tag(ID=1)");
  }

  @Test
  void s13_an_empty_upload_in_the_middle_of_a_first_download_keeps_the_position() throws Exception {
    for (int i = 10; i < 60; i++) {
      insertItem("00000000-0000-0000-0000-0000000000" + i, "item " + i);
    }
    live.batchBytes(8192);
    Set<String> seen = new TreeSet<>();
    String answer = live.download("");
    int batches = 1;
    results(answer).forEach(e -> assertThat(seen.add(uriOf(e))).as(uriOf(e)).isTrue());
    while (more(answer)) {
      String repaired = live.upload(blob(answer));
      assertThat(results(repaired)).isEmpty();
      answer = live.download(blob(repaired));
      results(answer).forEach(e -> assertThat(seen.add(uriOf(e))).as(uriOf(e)).isTrue());
      batches++;
    }
    assertThat(batches).isGreaterThan(2);
    assertThat(seen).filteredOn(uri -> uri.contains("/Item(")).hasSize(50);
  }

  @Test
  void s13_what_an_update_leaves_out_becomes_the_types_default() throws Exception {
    insertItem(MILK, "milk");
    live.execute("UPDATE \"Item\" SET \"Description\" = 'fat', \"Priority\" = 2");
    String blob = blob(live.download(""));
    assertThat(results(live.upload(blob, updated(MILK, "less")))).isEmpty();
    JsonNode stored =
        results(live.download("")).stream()
            .filter(e -> uriOf(e).contains("Item"))
            .findFirst()
            .orElseThrow();
    assertThat(stored.path("Name").asText()).isEqualTo("less");
    assertThat(stored.path("Description").isNull()).isTrue();
    assertThat(stored.path("Priority").isNull()).isTrue();
  }

  @Test
  void s13_deletions_can_be_repeated_for_ever_and_are_silent() throws Exception {
    insertItem(MILK, "milk");
    String blob = blob(live.download(""));
    for (int time = 0; time < 3; time++) {
      String answer = live.upload(blob, deleted(MILK));
      assertThat(results(answer)).isEmpty();
      assertThat(results(live.download(blob(answer)))).isEmpty();
    }
    assertThat(results(live.upload(blob, deleted(BREAD)))).as("was never there").isEmpty();
  }

  @Test
  void s13_a_clients_own_earlier_changes_never_conflict_with_its_later_ones() throws Exception {
    insertItem(MILK, "milk");
    String old = blob(live.download(""));
    live.policy(org.syncline.scope.ConflictPolicy.SERVER_WINS);
    for (String name : List.of("one", "two", "three")) {
      assertThat(results(live.upload(old, updated(MILK, name)))).isEmpty();
    }
    assertThat(results(live.upload(old, deleted(MILK)))).isEmpty();
  }

  @Test
  void s13_rows_uploaded_or_got_as_an_outcome_are_not_sent_back() throws Exception {
    insertItem(MILK, "milk");
    String first = live.download("");
    live.execute("UPDATE \"Item\" SET \"Name\" = 'server'");
    String answer =
        live.upload(blob(first), updated(MILK, "client"), inserted(BREAD, "bread", "t1"));
    assertThat(results(answer)).hasSize(2);
    assertThat(results(live.download(blob(answer)))).isEmpty();
  }

  @Test
  void s13_the_answer_has_conflicts_then_errors_then_inserts_and_says_nothing_of_the_rest()
      throws Exception {
    insertItem(MILK, "milk");
    insertItem(BREAD, "bread");
    String first = live.download("");
    live.execute("UPDATE \"Item\" SET \"Name\" = 'server' WHERE \"ID\" = '" + MILK + "'");
    String third = "00000000-0000-0000-0000-0000000000a3";
    String fourth = "00000000-0000-0000-0000-0000000000a4";
    String answer =
        live.upload(
            blob(first),
            inserted(third, "good", "t3"),
            inserted(fourth, "", "t4"),
            updated(BREAD, "fresh"),
            updated(MILK, "client"));
    assertThat(results(answer))
        .extracting(TransferSectionsTest::uriOf)
        .containsExactly(IDS + uri(MILK), IDS + uri(fourth), IDS + uri(third));
    assertThat(more(answer)).as("always true in answers to uploads").isTrue();
    assertThat(blob(answer)).isNotEmpty();
  }

  @Test
  void s13_an_acknowledged_insert_is_the_full_entity() throws Exception {
    JsonNode row = results(live.upload("", inserted(MILK, "milk", "t1"))).get(0);
    List<String> members = new ArrayList<>();
    row.fieldNames().forEachRemaining(members::add);
    assertThat(members)
        .containsExactly(
            "ID",
            "ListID",
            "UserID",
            "Name",
            "Description",
            "Priority",
            "Status",
            "StartDate",
            "EndDate",
            "__metadata");
    assertThat(row.path("EndDate").isNull()).isTrue();
  }

  @Test
  void s14_a_first_run_has_no_tombstones_in_any_batch_and_parents_come_first() throws Exception {
    for (int i = 10; i < 50; i++) {
      insertItem("00000000-0000-0000-0000-0000000000" + i, "item " + i);
    }
    live.batchBytes(6000);
    List<String> types = new ArrayList<>();
    String answer = live.download("");
    String before = "";
    while (more(answer)) {
      assertThat(results(answer)).as("never more to come without rows").isNotEmpty();
      assertThat(blob(answer)).isNotEqualTo(before);
      before = blob(answer);
      results(answer).forEach(e -> types.add(e.path("__metadata").path("type").asText()));
      assertThat(answer).doesNotContain("isDeleted");
      answer = live.download(before);
    }
    assertThat(types.stream().distinct())
        .containsExactly(
            "DefaultScope.Status",
            "DefaultScope.Priority",
            "DefaultScope.Tag",
            "DefaultScope.User",
            "DefaultScope.List",
            ITEM);
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "POST, ''", "POST, ' '", "POST, null", "POST, {}"})
  void s14_no_blob_in_any_of_its_forms_is_a_new_client(String verb, String blob) throws Exception {
    String body = request("").replace("\"\"", blob.matches(" ?") ? "\"" + blob + "\"" : blob);
    Reply reply =
        verb.equals("GET")
            ? live.get(DOWNLOAD, USER + "&$syncServerBlob=" + blob, JSON)
            : live.post(DOWNLOAD, USER, JSON, body);
    assertThat(results(ok(reply))).hasSize(11);
  }

  @Test
  void s14_an_answer_without_rows_leaves_old_blobs_good_for_ever() throws Exception {
    String old = blob(live.download(""));
    for (int time = 0; time < 3; time++) {
      String empty = live.download(old);
      assertThat(results(empty)).isEmpty();
      assertThat(more(empty)).isFalse();
    }
    insertItem(MILK, "milk");
    assertThat(results(live.download(old))).hasSize(1);
    assertThat(results(live.download(old))).hasSize(1);
  }

  @Test
  void s18_a_blob_is_one_line_of_the_standard_alphabet_with_padding() throws Exception {
    for (int time = 0; time < 20; time++) {
      assertThat(blob(live.download(""))).matches("(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/=]{4}");
    }
  }

  @Test
  void s18_an_upload_keeps_the_download_position_and_a_newer_blob_spoils_no_older_one()
      throws Exception {
    String first = blob(live.download(""));
    insertItem(MILK, "server");
    String after = blob(live.upload(first, inserted(BREAD, "mine", "t1")));
    assertThat(results(live.download(after)))
        .extracting(TransferSectionsTest::uriOf)
        .containsExactly(IDS + uri(MILK));
    assertThat(results(live.download(first)))
        .extracting(TransferSectionsTest::uriOf)
        .contains(IDS + uri(MILK));
  }

  @Test
  void s19_a_lost_batch_is_made_again_and_a_large_row_travels_alone() throws Exception {
    live.execute(
        "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\", \"Description\") VALUES ('%s', '%s', '%s', 'big', '%s')"
            .formatted(MILK, LIST, ANNA, "x".repeat(2000)));
    insertItem(BREAD, "bread");
    live.batchBytes(1024);
    String answer = live.download("");
    boolean alone = false;
    while (more(answer)) {
      String again = live.download(blob(answer));
      String next = live.download(blob(answer));
      assertThat(results(again)).isEqualTo(results(next));
      alone |= next.contains("xxxx") && results(next).size() == 1;
      answer = next;
    }
    assertThat(alone).isTrue();
  }

  @Test
  void s20_parameters_count_only_without_a_blob_and_stay_bound() throws Exception {
    insertItem(MILK, "milk");
    String blob = blob(live.download(""));
    insertItem(BREAD, "bread");
    for (String query : List.of("userid=nonsense", "", "UserID=" + new java.util.UUID(9, 9))) {
      String answer = ok(live.post(DOWNLOAD, query, JSON, request(blob)));
      assertThat(results(answer)).hasSize(1);
    }
    assertThat(live.post(DOWNLOAD, "", JSON, request("")).status()).isEqualTo(400);
    assertThat(live.post(UPLOAD, "userid=7", JSON, request("")).status()).isEqualTo(400);
    assertThat(live.get(LiveDoor.ROOT + "/$syncscopes", "userid=7", null).status()).isEqualTo(200);
  }

  @Test
  void s20_a_guid_may_have_any_of_its_forms_and_other_options_are_ignored() throws Exception {
    for (String form :
        List.of(
            "USERID=" + ANNA.toString().toUpperCase(java.util.Locale.ROOT),
            "userid={" + ANNA + "}",
            "x=y&%75serid=" + ANNA.toString().replace("-", ""))) {
      assertThat(results(ok(live.get(DOWNLOAD, form, JSON)))).hasSize(11);
    }
    assertThat(live.get(DOWNLOAD, "userid=guid'" + ANNA + "'", JSON).status()).isEqualTo(400);
  }

  @Test
  void s25_two_tables_may_have_the_same_key_text_in_one_upload() throws Exception {
    String tag =
        "{\"ID\":7,\"Name\":\"x\",\"__metadata\":{\"tempId\":\"%s\",\"type\":\"DefaultScope.%s\"}}";
    String answer = live.upload("", tag.formatted("t1", "Tag"), tag.formatted("t2", "Priority"));
    assertThat(results(answer))
        .extracting(TransferSectionsTest::uriOf)
        .containsExactlyInAnyOrder(IDS + "Tag(ID=7)", IDS + "Priority(ID=7)");
  }
}
