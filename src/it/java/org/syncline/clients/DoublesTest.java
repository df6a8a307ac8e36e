package org.syncline.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.testkit.ListsTable;

/** The doubles read what the originals read and choke where they choke: they could fail. */
class DoublesTest {
  private final NetJson json = new NetJson(new NetLiterals(false));
  private final NetAtom atom = new NetAtom(new NetLiterals(false));

  /** A golden vector, as a service of the Lists model would have sent it. */
  private static String vector(String name) throws IOException {
    try (InputStream in = DoublesTest.class.getResourceAsStream("/vectors/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("SampleScope.", "DefaultScope.");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<AndroidReader.Row> android(String text) {
    List<AndroidReader.Row> rows = new ArrayList<>();
    new AndroidReader().read(bytes(text), rows::add);
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20-upload-response-ack-inserts",
        "21-upload-response-nothing-to-ack",
        "23-upload-response-conflict-serverwins-update",
        "24-upload-response-conflict-clientwins-update",
        "26-upload-response-conflict-serverwins-insert",
        "28-upload-response-conflict-serverwins-deleted-on-server",
        "30-upload-response-conflict-serverwins-client-delete",
        "34-upload-response-error-insert",
        "36-upload-response-error-delete"
      })
  void n_and_w_read_the_same_in_both_formats(String name) throws IOException {
    NetFeed inJson = json.read(bytes(vector(name + ".json")));
    NetFeed inAtom = atom.read(bytes(vector(name + ".xml")));
    assertThat(inJson.more()).isTrue();
    assertThat(withoutEditUri(inJson)).isEqualTo(withoutEditUri(inAtom));
  }

  private static List<String> withoutEditUri(NetFeed feed) {
    return feed.entities().stream()
        .map(e -> e.toString().replaceAll("editUri=.*?, deleted", ""))
        .toList();
  }

  @Test
  void a_reads_conflicts_as_their_live_side() throws IOException {
    assertThat(android(vector("23-upload-response-conflict-serverwins-update.json")))
        .hasSize(1)
        .allSatisfy(row -> assertThat(row.values()).containsEntry("Name", "server name"));
  }

  @Test
  void a_loses_its_nesting_in_an_error() throws IOException {
    String error = vector("34-upload-response-error-insert.json");
    assertThat(android(error)).hasSize(2).last().extracting(r -> r.values()).isEqualTo(Map.of());
  }

  @Test
  void an_unknown_type_ends_the_sync() throws IOException {
    String other = vector("23-upload-response-conflict-serverwins-update.json");
    assertThatThrownBy(
            () -> json.read(bytes(other.replace("DefaultScope.Item", "defaultscope.Item"))))
        .isInstanceOf(ClientException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2011-05-06T07:08:09Z",
        "2011-05-06T07:08:09.0000000Z",
        "2011-05-06T07:08:09.000",
        "2011-05-06",
        "2011-05-06T07:08:09"
      })
  void n_needs_strict_dates(String date) {
    ListsTable.Column column = ListsTable.ITEM.column("StartDate");
    assertThatThrownBy(() -> new NetLiterals(false).read(column, date))
        .isInstanceOf(ClientException.class);
  }

  @Test
  void each_tempid_must_be_acknowledged_once() throws IOException {
    NetFeed answer = json.read(bytes(vector("20-upload-response-ack-inserts.json")));
    NetFeed request = json.read(bytes(vector("20-upload-response-ack-inserts.json")));
    NetRequests.verify(request, answer);
    NetFeed one = new NetFeed(true, "", answer.entities().subList(0, 1));
    assertThatThrownBy(() -> NetRequests.verify(request, one)).hasMessageContaining("acknowledged");
    assertThatThrownBy(() -> NetRequests.verify(one, answer)).hasMessageContaining("unknown");
    NetEntity twice =
        answer
            .entities()
            .get(0)
            .with(new NetEntity.Outcome("Merge", null, answer.entities().get(0)));
    NetFeed both = new NetFeed(true, "", List.of(twice));
    assertThatThrownBy(() -> NetRequests.verify(one, both)).hasMessageContaining("both");
    NetFeed none = new NetFeed(true, "", List.of());
    assertThatThrownBy(() -> NetRequests.verify(none, answer)).hasMessageContaining("nothing was");
  }

  @Test
  void json_with_a_byte_order_mark_is_refused() {
    assertThatThrownBy(() -> json.read(bytes("\uFEFF{\"d\":{\"results\":[]}}")))
        .isInstanceOf(ClientException.class);
  }

  @Test
  void errors_are_read_in_the_clients_own_format() throws IOException {
    String inJson = vector("93-error-body.json");
    String inXml = vector("93-error-body.xml");
    assertThat(json.errorDescription(bytes(inJson))).isNotEmpty();
    assertThat(atom.errorDescription(bytes(inXml))).isNotEmpty();
    assertThatThrownBy(() -> json.errorDescription(bytes(inXml)))
        .isInstanceOf(ClientException.class);
    assertThatThrownBy(() -> atom.errorDescription(bytes(inJson)))
        .isInstanceOf(ClientException.class);
  }
}
