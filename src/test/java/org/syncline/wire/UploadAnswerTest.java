package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.SampleRows.gone;
import static org.syncline.wire.SampleRows.live;
import static org.syncline.wire.SampleRows.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;

/** Where tempIds go, and in which order outcomes stand (wire reference, sections 13, 15, 16). */
class UploadAnswerTest {
  private static final Change SERVER = live(tag(1, "server"));
  private static final Change CLIENT = live(tag(1, "client"));
  private static final Change DELETED = gone(tag(1, ""));

  private static Answer answer(Change sent, String tempId, UploadOutcome outcome) {
    return new Answer(new UploadedChange(sent, tempId, tempId != null), outcome);
  }

  private static List<?> entities(Answer... answers) {
    Payload payload = Formats.JSON.uploadAnswer(Sample.SCOPE, Sample.IDS, "blob", List.of(answers));
    Map<?, ?> root = (Map<?, ?>) Vectors.json(Vectors.text(payload));
    return (List<?>) ((Map<?, ?>) root.get("d")).get("results");
  }

  private static Map<?, ?> metadata(Object entity) {
    return (Map<?, ?>) ((Map<?, ?>) entity).get("__metadata");
  }

  private static Object losing(Object entity) {
    Map<?, ?> members = (Map<?, ?>) entity;
    Object conflict = members.get("__syncConflict");
    return conflict != null
        ? ((Map<?, ?>) conflict).get("conflictingChange")
        : ((Map<?, ?>) members.get("__syncError")).get("changeInError");
  }

  private static Change side(String name) {
    return switch (name) {
      case "server" -> SERVER;
      case "client" -> CLIENT;
      default -> DELETED;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_WINS, server, client, losing",
    "CLIENT_WINS, client, server, live",
    "MERGE, server, client, live",
    "SERVER_WINS, deleted, client, losing",
    "CLIENT_WINS, client, deleted, live",
    "SERVER_WINS, server, deleted, live"
  })
  void the_temp_id_of_a_conflict_is_on_one_live_side(
      ConflictResolution resolution, String live, String losing, String where) {
    var outcome = new UploadOutcome.Conflicted(resolution, side(live), side(losing));
    List<?> entities = entities(answer(CLIENT, "t1", outcome));
    assertThat(entities).hasSize(1);
    Object entity = entities.get(0);
    boolean onLive = where.equals("live");
    assertThat(metadata(entity).get("tempId")).isEqualTo(onLive ? "t1" : null);
    assertThat(metadata(losing(entity)).get("tempId")).isEqualTo(onLive ? null : "t1");
    assertThat(metadata(losing(entity)).get("uri")).isEqualTo(metadata(entity).get("uri"));
  }

  @ParameterizedTest
  @CsvSource({"deleted, client", "server, client"})
  void the_temp_id_of_an_error_is_on_the_change_in_error(String live, String losing) {
    var outcome = new UploadOutcome.Failed("no", side(live), side(losing));
    Object entity = entities(answer(CLIENT, "t1", outcome)).get(0);
    assertThat(metadata(entity).get("tempId")).isNull();
    assertThat(metadata(losing(entity)).get("tempId")).isEqualTo("t1");
  }

  @Test
  void conflicts_come_first_then_errors_then_acknowledged_inserts() {
    Change second = live(tag(2, "b"));
    Change third = live(tag(3, "c"));
    List<?> entities =
        entities(
            answer(second, "t2", new UploadOutcome.Inserted(((Change.Live) second).row())),
            answer(third, "t3", new UploadOutcome.Failed("no", gone(tag(3, "")), third)),
            answer(live(tag(4, "d")), null, new UploadOutcome.Accepted()),
            answer(
                CLIENT,
                null,
                new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, SERVER, CLIENT)));
    List<Object> uris = new ArrayList<>();
    entities.forEach(entity -> uris.add(metadata(entity).get("uri")));
    assertThat(uris)
        .containsExactly(
            Sample.ROOT + "/Tag(ID=1)", Sample.ROOT + "/Tag(ID=3)", Sample.ROOT + "/Tag(ID=2)");
  }

  @Test
  void an_acknowledged_insert_is_the_stored_row_in_full() {
    Object entity =
        entities(answer(CLIENT, "", new UploadOutcome.Inserted(tag(1, "trimmed")))).get(0);
    assertThat(((Map<?, ?>) entity).get("Name")).isEqualTo("trimmed");
    assertThat(metadata(entity).get("tempId")).isEqualTo("");
  }

  @Test
  void a_temp_id_is_handed_back_even_if_the_row_was_there_already() {
    Object entity = entities(answer(CLIENT, "t1", new UploadOutcome.Accepted())).get(0);
    assertThat(metadata(entity).get("tempId")).isEqualTo("t1");
  }

  @Test
  void without_a_temp_id_nothing_is_acknowledged() {
    assertThat(
            entities(
                answer(CLIENT, null, new UploadOutcome.Inserted(tag(1, "client"))),
                answer(DELETED, null, new UploadOutcome.Accepted())))
        .isEmpty();
  }
}
