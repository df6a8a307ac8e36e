package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.web.LiveDoor.ATOM;
import static org.syncline.web.LiveDoor.DOWNLOAD;
import static org.syncline.web.LiveDoor.IDS;
import static org.syncline.web.LiveDoor.JSON;
import static org.syncline.web.LiveDoor.ROOT;
import static org.syncline.web.LiveDoor.UPLOAD;
import static org.syncline.web.LiveDoor.USER;
import static org.syncline.web.LiveDoor.blob;
import static org.syncline.web.LiveDoor.ok;
import static org.syncline.web.LiveDoor.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.scope.ConflictPolicy;

/** Conflicts, errors of single rows, and refusals: sections 15, 16 and 17. */
class OutcomeSectionsTest {
  private static final String TYPE = "DefaultScope.Tag";

  private LiveDoor live;

  @BeforeEach
  void start() throws Exception {
    live = LiveDoor.start();
  }

  @AfterEach
  void stop() throws Exception {
    live.close();
  }

  private static String tag(int id, String name, String metadata) {
    return "{\"ID\":%d,\"Name\":\"%s\",\"__metadata\":{%s,\"type\":\"%s\"}}"
        .formatted(id, name, metadata, TYPE);
  }

  private static String sent(String change, int id, String name) {
    String uri = "\"uri\":\"" + IDS + "Tag(ID=" + id + ")\"";
    return switch (change) {
      case "insert" -> tag(id, name, "\"tempId\":\"t\",\"uri\":\"\"");
      case "update" -> tag(id, name, uri);
      default -> "{\"__metadata\":{" + uri + ",\"type\":\"" + TYPE + "\",\"isDeleted\":true}}";
    };
  }

  private static String named(JsonNode entity) {
    return entity.path("__metadata").path("isDeleted").asBoolean()
        ? "deleted"
        : entity.path("Name").asText();
  }

  private static List<JsonNode> results(String answer) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    new ObjectMapper().readTree(answer).path("d").path("results").forEach(results::add);
    return results;
  }

  @ParameterizedTest(name = "{0} by the client against {1} on the server, {2}")
  @CsvSource({
    "update, update,  SERVER_WINS, server,  client,  -",
    "update, update,  CLIENT_WINS, client,  server,  -",
    "insert, update,  SERVER_WINS, server,  client,  losing",
    "insert, update,  CLIENT_WINS, client,  server,  live",
    "update, deletion, SERVER_WINS, deleted, client,  -",
    "update, deletion, CLIENT_WINS, client,  deleted, -",
    "insert, deletion, SERVER_WINS, deleted, client,  losing",
    "insert, deletion, CLIENT_WINS, client,  deleted, live",
    "delete, update,  SERVER_WINS, server,  deleted, -",
    "delete, update,  CLIENT_WINS, deleted, server,  -",
  })
  void s15_the_table_of_conflicts(
      String client, String server, ConflictPolicy policy, String wins, String loses, String tempId)
      throws Exception {
    live.policy(policy);
    String first = live.download("");
    live.execute(
        server.equals("update")
            ? "UPDATE \"Tag\" SET \"Name\" = 'server' WHERE \"ID\" = 2"
            : "DELETE FROM \"Tag\" WHERE \"ID\" = 2");
    String body = request(blob(first), sent(client, 2, "client"));
    String answer = ok(live.post(UPLOAD, "", JSON, body));

    List<JsonNode> results = results(answer);
    assertThat(results).hasSize(1);
    JsonNode conflict = results.get(0).path("__syncConflict");
    JsonNode losing = conflict.path("conflictingChange");
    assertThat(conflict.path("conflictResolution").asText())
        .isEqualTo(policy == ConflictPolicy.SERVER_WINS ? "ServerWins" : "ClientWins");
    assertThat(named(results.get(0))).isEqualTo(wins);
    assertThat(named(losing)).isEqualTo(loses);
    for (JsonNode side : List.of(results.get(0), losing)) {
      assertThat(side.path("__metadata").path("uri").asText()).isEqualTo(IDS + "Tag(ID=2)");
      assertThat(side.path("__metadata").path("type").asText()).isEqualTo(TYPE);
    }
    assertThat(results.get(0).path("__metadata").has("tempId")).isEqualTo(tempId.equals("live"));
    assertThat(losing.path("__metadata").has("tempId")).isEqualTo(tempId.equals("losing"));
    assertThat(stored(2)).isEqualTo(wins);

    // the same upload again has the same answer, here in the other format
    String atom = ok(live.post(UPLOAD, "$format=atom", JSON, body));
    assertThat(atom).contains("<sync:conflictingChange>").containsOnlyOnce("<sync:syncConflict>");
    assertThat(atom.contains("<at:deleted-entry>"))
        .isEqualTo(wins.equals("deleted") || loses.equals("deleted"));
  }

  private String stored(int id) throws Exception {
    return results(live.download("")).stream()
        .filter(e -> e.path("__metadata").path("uri").asText().endsWith("/Tag(ID=" + id + ")"))
        .map(OutcomeSectionsTest::named)
        .findFirst()
        .orElse("deleted");
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_WINS", "SERVER_WINS"})
  void s15_a_deletion_of_what_is_deleted_is_no_conflict(ConflictPolicy policy) throws Exception {
    live.policy(policy);
    String first = live.download("");
    live.execute("DELETE FROM \"Tag\" WHERE \"ID\" = 2");
    assertThat(results(live.upload(blob(first), sent("delete", 2, "")))).isEmpty();
  }

  @Test
  void s16_a_row_that_cannot_be_stored_comes_with_what_to_do_about_it() throws Exception {
    String list = "00000000-0000-0000-0000-00000000000f";
    live.execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'x', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(list, LiveDoor.ANNA));
    live.execute(
        "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', 'in it')"
            .formatted(list, list, LiveDoor.ANNA));
    String deleteList =
        "{\"__metadata\":{\"uri\":\"%sList(ID=guid'%s')\",\"type\":\"DefaultScope.List\",\"isDeleted\":true}}"
            .formatted(IDS, list);
    String body =
        request(blob(live.download("")), sent("insert", 9, ""), sent("update", 1, " "), deleteList);
    List<JsonNode> results = results(ok(live.post(UPLOAD, "", JSON, body)));

    assertThat(results).hasSize(3);
    assertThat(named(results.get(0))).as("a failed insert is taken back").isEqualTo("deleted");
    JsonNode inError = results.get(0).path("__syncError").path("changeInError");
    assertThat(inError.path("__metadata").path("tempId").asText()).isEqualTo("t");
    assertThat(inError.path("__metadata").path("uri").asText()).isEqualTo(IDS + "Tag(ID=9)");
    assertThat(named(results.get(1))).as("a failed update gets the server's row").isEqualTo("a");
    assertThat(results.get(1).path("__syncError").path("errorDescription").asText())
        .contains("Name");
    assertThat(named(results.get(2))).as("a failed deletion is taken back").isEqualTo("x");
    assertThat(named(results.get(2).path("__syncError").path("changeInError")))
        .isEqualTo("deleted");

    String atom = ok(live.post(UPLOAD, "$format=atom", JSON, body));
    assertThat(atom).contains("<sync:syncError><sync:errorDescription>", "<sync:changeInError>");
  }

  @Test
  void s16_errors_become_conflicts_for_clients_that_cannot_read_them() throws Exception {
    var call = new HttpCall("POST", UPLOAD, USER, JSON, JSON, null, null, "conflicts", Map.of());
    String answer = ok(live.send(call, request("", sent("insert", 9, ""), sent("update", 1, ""))));
    assertThat(answer).doesNotContain("__syncError");
    assertThat(results(answer))
        .hasSize(2)
        .allSatisfy(
            e ->
                assertThat(e.path("__syncConflict").path("conflictResolution").asText())
                    .isEqualTo("ServerWins"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "not base64!", "YQ", "_-__", "AAEAAAD/////AQAAAAAAAAAMAgAAAA=="})
  void s17_an_unknown_blob_is_404_with_the_text_that_makes_clients_start_over(String blob)
      throws Exception {
    for (String path : List.of(DOWNLOAD, UPLOAD)) {
      Reply json = live.post(path, USER, JSON, request(blob));
      assertThat(json.status()).isEqualTo(404);
      assertThat(Replies.text(json)).startsWith("{\"ErrorDescription\":\"Scope does not exist");
      Reply atom = live.send(new HttpCall("POST", path, USER, ATOM, JSON, null), request(blob));
      assertThat(atom.status()).isEqualTo(404);
      assertThat(atom.body().mediaType()).isEqualTo(ATOM);
      assertThat(Replies.text(atom)).contains("<ErrorDescription>Scope does not exist");
    }
  }

  @Test
  void s17_a_blob_of_another_database_is_unknown() throws Exception {
    try (LiveDoor other = LiveDoor.start()) {
      String blob = blob(other.download(""));
      assertThat(live.post(DOWNLOAD, USER, JSON, request(blob)).status()).isEqualTo(404);
      assertThat(live.post(UPLOAD, USER, JSON, request(blob, sent("update", 1, "x"))).status())
          .isEqualTo(404);
    }
  }

  /** One client looks for these phrases anywhere in a refusal, and throws its copy away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Scope does not exist",
        "Cannot find a valid scope with the name",
        "00-00-00-05-00-00-00-00-00-00-00-01"
      })
  void s17_no_other_refusal_repeats_the_phrases_that_wipe_a_client(String phrase) throws Exception {
    String inValue = tag(1, "x", "\"tempId\":\"t\"").replace(":1,", ":\"" + phrase + "\",");
    String inType = tag(1, "x", "\"tempId\":\"t\"").replace(TYPE, phrase);
    String inId = sent("delete", 1, "").replace("Tag(ID=1)", phrase);
    String path = phrase.replace(" ", "%20");
    for (Reply reply :
        List.of(
            live.post(UPLOAD, USER, JSON, request("", inValue)),
            live.post(UPLOAD, USER, JSON, request("", inType)),
            live.post(UPLOAD, USER, JSON, request("", inId)),
            live.get(ROOT + "/" + path, null, JSON),
            live.get(ROOT + "/" + path + "/DownloadChanges", null, JSON),
            live.get("/" + path + ".svc/$syncscopes", null, JSON),
            live.get(DOWNLOAD, "userid=" + path, JSON),
            live.get(DOWNLOAD, path + "=1&" + path + "=2", JSON))) {
      assertThat(reply.status()).isBetween(400, 404);
      assertThat(Replies.text(reply)).contains("ErrorDescription").doesNotContain(phrase);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{",
        "{\"d\":{\"results\":[{}]}}",
        "{\"d\":{\"results\":[{\"ID\":1,\"__metadata\":{\"tempId\":\"t\"}}]}}",
        "{\"d\":{\"results\":[{\"ID\":1,\"__metadata\":{\"type\":\"DefaultScope.Tag\"}}]}}",
        "{\"d\":{\"results\":[{\"__metadata\":{\"type\":\"DefaultScope.Tag\",\"isDeleted\":true}}]}}",
        "{\"d\":{\"results\":[{\"__metadata\":{\"uri\":\"Tag(ID=x)\",\"type\":\"DefaultScope.Tag\",\"isDeleted\":true}}]}}",
        "{\"d\":{\"results\":[{\"ID\":\"x\",\"__metadata\":{\"tempId\":\"t\",\"type\":\"DefaultScope.Tag\"}}]}}",
        "{\"d\":{\"results\":[{\"ID\":1,\"__metadata\":{\"tempId\":\"t\",\"type\":\"Other.Tag\"}}]}}",
      })
  void s17_what_is_malformed_or_means_nothing_is_400_in_the_callers_format(String body)
      throws Exception {
    Reply json = live.post(UPLOAD, USER, JSON, body);
    assertThat(json.status()).isEqualTo(400);
    assertThat(Replies.text(json)).startsWith("{\"ErrorDescription\":\"");
    Reply atom = live.send(new HttpCall("POST", UPLOAD, USER, ATOM, JSON, null), body);
    assertThat(atom.status()).isEqualTo(400);
    assertThat(Replies.text(atom))
        .startsWith(
            "<ServiceError xmlns=\"http://schemas.datacontract.org/2004/07/Microsoft.Synchronization.Services\"");
  }
}
