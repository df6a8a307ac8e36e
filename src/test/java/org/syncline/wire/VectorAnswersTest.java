package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.SampleRows.BLOB;
import static org.syncline.wire.SampleRows.customer;
import static org.syncline.wire.SampleRows.gone;
import static org.syncline.wire.SampleRows.item;
import static org.syncline.wire.SampleRows.live;
import static org.syncline.wire.SampleRows.mapping;
import static org.syncline.wire.SampleRows.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;

/** Writes what the vectors of answers say and compares it with them. */
class VectorAnswersTest {
  private static final Change SERVER = live(item(5, "server name"));
  private static final Change CLIENT = live(item(5, "client name"));
  private static final Change DELETED = gone(item(5, ""));

  static Stream<Arguments> downloads() {
    return Stream.of(
            download("01-download-response-empty-last", false),
            download("02-download-response-more", true, live(tag(1, "home")), live(tag(2, "work"))),
            download("03-download-response-alltypes", false, live(SampleRows.everyType(false))),
            download("04-download-response-nulls", false, live(SampleRows.nulls())),
            download("08-download-response-strings", false, awkwardTags()),
            download("10-download-response-tombstones", false, tombstones()),
            download("11-download-response-keys", false, keys()))
        .flatMap(VectorAnswersTest::inBothFormats);
  }

  private static Object[] download(String vector, boolean more, Change... changes) {
    return new Object[] {vector, more, List.of(changes)};
  }

  private static Change[] awkwardTags() {
    List<Change> tags = new ArrayList<>();
    for (String name : SampleRows.AWKWARD_NAMES) {
      tags.add(live(tag(tags.size() + 1, name)));
    }
    tags.add(live(tag(9, null)));
    tags.add(live(tag(10, "/Date(0)/")));
    tags.add(live(tag(11, "]]> <!-- x -->")));
    return tags.toArray(Change[]::new);
  }

  private static Change[] tombstones() {
    return new Change[] {
      gone(tag(7, null)), gone(item(8, "")), gone(mapping(7, 8)), gone(customer("AL PHA"))
    };
  }

  private static Change[] keys() {
    return new Change[] {
      live(item(5, "milk")),
      live(mapping(1, 5)),
      live(customer("ALPHA")),
      live(customer("O'Brien")),
      live(customer("a,b=c")),
      live(customer("zażółć")),
      gone(tag(3, null)),
      gone(item(6, ""))
    };
  }

  private static Stream<Arguments> inBothFormats(Object[] arguments) {
    return Stream.of(
        Arguments.of(with(Named.of("json", Formats.JSON), arguments)),
        Arguments.of(with(Named.of("atom", Formats.ATOM), arguments)));
  }

  private static Object[] with(Object first, Object[] rest) {
    Object[] all = new Object[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  @ParameterizedTest
  @MethodSource("downloads")
  void a_download_says_what_the_vector_says(
      FeedFormat format, String vector, boolean more, List<Change> changes) {
    BatchWriter batch = format.batch(Sample.SCOPE, Sample.IDS, 1 << 20);
    for (Change change : changes) {
      int order = Sample.SCOPE.tableOf(change.type()).order();
      if (change instanceof Change.Live row) {
        assertThat(batch.row(row.row(), order)).isTrue();
      } else {
        assertThat(batch.tombstone(change.key(), order)).isTrue();
      }
    }
    String written = Vectors.text(batch.finish(BLOB, more));
    // tombstones go last and children first here, so the order of entities differs from the vector
    assertThat(ordered(Vectors.structure(format, written)))
        .isEqualTo(ordered(Vectors.structure(format, expected(format, vector))));
  }

  static Stream<Arguments> uploads() {
    String third = "3a2b3c4d-1c2d-4e3f-8a4b-5c6d7e8f9a0b";
    String sixth = "6a2b3c4d-1c2d-4e3f-8a4b-5c6d7e8f9a0b";
    return Stream.of(
            upload(
                "20-upload-response-ack-inserts",
                inserted(live(item(5, "milk")), "1a2b3c4d-1c2d-4e3f-8a4b-5c6d7e8f9a0b"),
                inserted(live(mapping(1, 5)), "2a2b3c4d-1c2d-4e3f-8a4b-5c6d7e8f9a0b")),
            upload("21-upload-response-nothing-to-ack"),
            upload(
                "21-upload-response-nothing-to-ack",
                answer(CLIENT, null, new UploadOutcome.Accepted()),
                answer(DELETED, null, new UploadOutcome.Accepted())),
            upload(
                "23-upload-response-conflict-serverwins-update", serverWins(SERVER, CLIENT, null)),
            upload(
                "24-upload-response-conflict-clientwins-update", clientWins(CLIENT, SERVER, null)),
            upload(
                "26-upload-response-conflict-serverwins-insert", serverWins(SERVER, CLIENT, third)),
            upload(
                "28-upload-response-conflict-serverwins-deleted-on-server",
                serverWins(DELETED, CLIENT, null)),
            upload(
                "30-upload-response-conflict-serverwins-client-delete",
                serverWins(SERVER, DELETED, null)),
            upload(
                "34-upload-response-error-insert",
                failed("parent row is missing", DELETED, CLIENT, sixth)),
            upload(
                "36-upload-response-error-delete",
                failed("Row is referenced.", SERVER, DELETED, null)))
        .flatMap(VectorAnswersTest::inBothFormats);
  }

  private static Object[] upload(String vector, Answer... answers) {
    return new Object[] {vector, Arrays.asList(answers)};
  }

  private static Answer inserted(Change stored, String tempId) {
    return answer(stored, tempId, new UploadOutcome.Inserted(((Change.Live) stored).row()));
  }

  private static Answer serverWins(Change live, Change losing, String tempId) {
    var outcome = new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, live, losing);
    return answer(losing, tempId, outcome);
  }

  private static Answer clientWins(Change live, Change losing, String tempId) {
    var outcome = new UploadOutcome.Conflicted(ConflictResolution.CLIENT_WINS, live, losing);
    return answer(live, tempId, outcome);
  }

  private static Answer failed(String why, Change live, Change losing, String tempId) {
    return answer(losing, tempId, new UploadOutcome.Failed(why, live, losing));
  }

  private static Answer answer(Change sent, String tempId, UploadOutcome outcome) {
    return new Answer(new UploadedChange(sent, tempId, tempId != null), outcome);
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void an_upload_answer_says_what_the_vector_says(
      FeedFormat format, String vector, List<Answer> answers) {
    String written = Vectors.text(format.uploadAnswer(Sample.SCOPE, Sample.IDS, BLOB, answers));
    assertThat(Vectors.structure(format, written))
        .isEqualTo(Vectors.structure(format, expected(format, vector)));
  }

  /** The vector, but for the two points in which the wire reference asks for something else. */
  private static String expected(FeedFormat format, String vector) {
    String text = Vectors.text(vector + (format == Formats.JSON ? ".json" : ".xml"));
    return text.replace("Code='O'Brien'", "Code='O''Brien'").replace("\"edituri\":\"\",", "");
  }

  /** The same document with its entities in the order of their text. */
  private static Object ordered(Object document) {
    Map<?, ?> root = (Map<?, ?>) document;
    Object list =
        root.containsKey("d") ? ((Map<?, ?>) root.get("d")).get("results") : root.get("children");
    @SuppressWarnings("unchecked")
    List<Object> entities = (List<Object>) list;
    entities.sort((a, b) -> a.toString().compareTo(b.toString()));
    return document;
  }
}
