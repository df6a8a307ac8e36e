package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.SampleRows.BLOB;
import static org.syncline.wire.SampleRows.CREATED;
import static org.syncline.wire.SampleRows.customer;
import static org.syncline.wire.SampleRows.gone;
import static org.syncline.wire.SampleRows.guid;
import static org.syncline.wire.SampleRows.item;
import static org.syncline.wire.SampleRows.live;
import static org.syncline.wire.SampleRows.mapping;
import static org.syncline.wire.SampleRows.startedItem;
import static org.syncline.wire.SampleRows.tag;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.SyncRequest;
import org.syncline.model.UploadedChange;

/** Reads the vectors of requests, and those of answers as if somebody had uploaded them. */
class VectorRequestsTest {
  private static final UploadedChange MILK =
      insert(startedItem(5, "milk"), "a0000001-1c2d-4e3f-8a4b-5c6d7e8f9a0b");

  static Stream<Arguments> requests() {
    return Stream.of(
            vector("50-download-request-first", ""),
            vector("51-download-request-incremental", BLOB),
            vector(
                "52-upload-request-insert-update-delete",
                BLOB,
                MILK,
                insert(mapping(1, 5), "a0000002-1c2d-4e3f-8a4b-5c6d7e8f9a0b"),
                sent(live(startedItem(6, "bread"))),
                sent(gone(item(7, ""))),
                sent(gone(mapping(2, 7)))),
            vector("54-upload-request-without-blob", "", MILK),
            vector("55-upload-request-empty", BLOB),
            vector(
                "58-upload-request-with-echoed-edituri", BLOB, sent(live(startedItem(6, "bread")))))
        .flatMap(VectorRequestsTest::inBothFormats);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
            vector("01-download-response-empty-last", BLOB),
            vector(
                "02-download-response-more",
                BLOB,
                sent(live(tag(1, "home"))),
                sent(live(tag(2, "work")))),
            vector("04-download-response-nulls", BLOB, sent(live(SampleRows.nulls()))),
            vector("08-download-response-strings", BLOB, awkwardTags()),
            vector(
                "10-download-response-tombstones",
                BLOB,
                sent(gone(tag(7, null))),
                sent(gone(item(8, ""))),
                sent(gone(mapping(7, 8))),
                sent(gone(customer("AL PHA")))),
            vector("11-download-response-keys", BLOB, keys()),
            vector(
                "12-download-response-etag-edituri",
                BLOB,
                sent(live(tag(1, "x"))),
                sent(live(tag(2, "y")))),
            // with both an id and a tempId an entity is no insert
            vector(
                "20-upload-response-ack-inserts",
                BLOB,
                sent(live(item(5, "milk"))),
                sent(live(mapping(1, 5)))),
            vector("21-upload-response-nothing-to-ack", BLOB),
            // conflicts and errors have no meaning in a request and are read over
            liveSide("23-upload-response-conflict-serverwins-update", "server name"),
            liveSide("24-upload-response-conflict-clientwins-update", "client name"),
            liveSide("26-upload-response-conflict-serverwins-insert", "server name"),
            deletedSide("28-upload-response-conflict-serverwins-deleted-on-server"),
            liveSide("30-upload-response-conflict-serverwins-client-delete", "server name"),
            deletedSide("34-upload-response-error-insert"),
            liveSide("36-upload-response-error-delete", "server name"))
        .flatMap(VectorRequestsTest::inBothFormats);
  }

  private static Object[] vector(String name, String blob, UploadedChange... changes) {
    return new Object[] {name, new SyncRequest(blob, List.of(changes))};
  }

  private static Object[] liveSide(String name, String itemName) {
    return vector(name, BLOB, sent(live(item(5, itemName))));
  }

  private static Object[] deletedSide(String name) {
    return vector(name, BLOB, sent(gone(item(5, ""))));
  }

  private static UploadedChange[] awkwardTags() {
    List<UploadedChange> tags = new ArrayList<>();
    for (String name : SampleRows.AWKWARD_NAMES) {
      tags.add(sent(live(tag(tags.size() + 1, name))));
    }
    tags.add(sent(live(tag(9, null))));
    tags.add(sent(live(tag(10, "/Date(0)/"))));
    tags.add(sent(live(tag(11, "]]> <!-- x -->"))));
    return tags.toArray(UploadedChange[]::new);
  }

  private static UploadedChange[] keys() {
    return new UploadedChange[] {
      sent(live(item(5, "milk"))),
      sent(live(mapping(1, 5))),
      sent(live(customer("ALPHA"))),
      sent(live(customer("O'Brien"))),
      sent(live(customer("a,b=c"))),
      sent(live(customer("zażółć"))),
      sent(gone(tag(3, null))),
      sent(gone(item(6, "")))
    };
  }

  private static UploadedChange insert(Row row, String tempId) {
    return new UploadedChange(live(row), tempId, true);
  }

  private static UploadedChange sent(Change change) {
    return new UploadedChange(change, null, false);
  }

  private static Stream<Arguments> inBothFormats(Object[] vector) {
    return Stream.of(
        Arguments.of(Named.of("json", Formats.JSON), vector[0] + ".json", vector[1]),
        Arguments.of(Named.of("atom", Formats.ATOM), vector[0] + ".xml", vector[1]));
  }

  @ParameterizedTest
  @MethodSource({"requests", "answers"})
  void a_vector_is_read_as_what_it_says(FeedFormat format, String name, SyncRequest expected)
      throws IOException {
    assertThat(read(format, name)).isEqualTo(expected);
  }

  @Test
  void every_type_is_read_from_both_formats() throws IOException {
    assertThat(read(Formats.ATOM, "03-download-response-alltypes.xml").changes())
        .containsExactly(sent(live(SampleRows.everyType(false))));
    assertThat(read(Formats.JSON, "03-download-response-alltypes.json").changes())
        .containsExactly(sent(live(SampleRows.everyType(true))));
  }

  @Test
  void the_android_clients_shape_is_read() throws IOException {
    SyncRequest request = read(Formats.JSON, "94-android-upload-request.json");
    Row milk = new Row(Sample.ITEM, guid(5), guid(1), "milk", null, 2, CREATED, CREATED);
    Row bread = new Row(Sample.ITEM, guid(6), guid(1), "bread", "", null, null, CREATED);
    assertThat(request.blob()).isEqualTo(BLOB);
    assertThat(request.changes())
        .containsExactly(
            insert(milk, "5b0d6a9e-6f4e-4d0c-9a53-1f2b3c4d5e6f"),
            sent(live(bread)),
            sent(gone(item(7, ""))));
  }

  private static SyncRequest read(FeedFormat format, String vector) throws IOException {
    return format.read(new ByteArrayInputStream(Vectors.bytes(vector)), Sample.SCOPE).orElseThrow();
  }
}
