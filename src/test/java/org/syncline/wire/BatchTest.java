package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.SampleRows.gone;
import static org.syncline.wire.SampleRows.item;
import static org.syncline.wire.SampleRows.live;
import static org.syncline.wire.SampleRows.mapping;
import static org.syncline.wire.SampleRows.tag;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.Change;
import org.syncline.model.UploadedChange;

/** How batches are cut and in which order their rows stand. */
class BatchTest {
  private static final String BLOB = "A".repeat(3000);

  static List<FeedFormat> formats() {
    return List.of(Formats.JSON, Formats.ATOM);
  }

  private static boolean offer(BatchWriter batch, Change change) {
    int order = Sample.SCOPE.tableOf(change.type()).order();
    return change instanceof Change.Live row
        ? batch.row(row.row(), order)
        : batch.tombstone(change.key(), order);
  }

  private static List<Change> read(FeedFormat format, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return format
        .read(new ByteArrayInputStream(bytes), Sample.SCOPE)
        .orElseThrow()
        .changes()
        .stream()
        .map(UploadedChange::change)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void live_rows_come_parents_first_then_tombstones_children_first(FeedFormat format)
      throws IOException {
    BatchWriter batch = format.batch(Sample.SCOPE, Sample.IDS, 1 << 20);
    List<Change> offered =
        List.of(
            gone(tag(9, null)),
            live(mapping(1, 5)),
            live(item(6, "b")),
            gone(mapping(3, 3)),
            live(item(5, "a")),
            gone(item(8, "")),
            live(tag(2, "t")),
            gone(mapping(4, 4)));
    offered.forEach(change -> assertThat(offer(batch, change)).isTrue());
    assertThat(batch.size()).isEqualTo(8);
    assertThat(read(format, Vectors.text(batch.finish(BLOB, false))))
        .containsExactly(
            live(tag(2, "t")),
            live(item(6, "b")),
            live(item(5, "a")),
            live(mapping(1, 5)),
            gone(mapping(3, 3)),
            gone(mapping(4, 4)),
            gone(item(8, "")),
            gone(tag(9, null)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_row_larger_than_a_batch_travels_alone(FeedFormat format) throws IOException {
    Change large = live(tag(1, "x".repeat(50_000)));
    BatchWriter alone = format.batch(Sample.SCOPE, Sample.IDS, 10_000);
    assertThat(offer(alone, large)).isTrue();
    assertThat(offer(alone, live(tag(2, "small")))).isFalse();
    assertThat(alone.size()).isEqualTo(1);
    assertThat(read(format, Vectors.text(alone.finish(BLOB, true)))).containsExactly(large);

    BatchWriter second = format.batch(Sample.SCOPE, Sample.IDS, 10_000);
    assertThat(offer(second, live(tag(2, "small")))).isTrue();
    assertThat(offer(second, large)).isFalse();
    assertThat(read(format, Vectors.text(second.finish(BLOB, true))))
        .containsExactly(live(tag(2, "small")));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void small_batches_take_more_than_one_row(FeedFormat format) {
    BatchWriter batch = format.batch(Sample.SCOPE, Sample.IDS, 4096);
    int rows = 0;
    while (offer(batch, live(tag(rows, "a tag")))) {
      rows++;
    }
    assertThat(rows).isGreaterThan(3);
    assertThat(batch.finish("A".repeat(1024), true).length()).isBetween(3500, 4096);
  }

  @Test
  void a_batch_without_rows_is_a_feed_without_entries() {
    BatchWriter json = Formats.JSON.batch(Sample.SCOPE, Sample.IDS, 1024);
    assertThat(Vectors.text(json.finish("a/b", false)))
        .isEqualTo(
            "{\"d\":{\"__sync\":{\"moreChangesAvailable\":false,\"serverBlob\":\"a\\/b\"},"
                + "\"results\":[]}}");
  }

  @Provide
  Arbitrary<List<Change>> histories() {
    Arbitrary<Integer> ids = Arbitraries.integers().between(1, 1_000_000);
    Arbitrary<Integer> sizes = Arbitraries.integers().between(0, 3000);
    Arbitrary<Change> changes =
        Combinators.combine(ids, sizes, Arbitraries.of(0, 1, 2, 3))
            .as(
                (id, size, kind) ->
                    switch (kind) {
                      case 0 -> live(tag(id, "é/".repeat(size)));
                      case 1 -> live(item(id, "\"".repeat(size)));
                      case 2 -> gone(tag(id, null));
                      default -> gone(mapping(id, id));
                    });
    return changes.list().uniqueElements(Change::key).ofMaxSize(40);
  }

  @Property(tries = 150)
  void batches_joined_end_to_end_are_all_rows_and_none_is_too_large(
      @ForAll("histories") List<Change> history,
      @ForAll @IntRange(min = 1024, max = 30_000) int mostBytes)
      throws IOException {
    String blob = "A".repeat(Math.min(BLOB.length(), mostBytes / 4));
    for (FeedFormat format : formats()) {
      List<Change> seen = new ArrayList<>();
      int next = 0;
      while (next < history.size()) {
        BatchWriter batch = format.batch(Sample.SCOPE, Sample.IDS, mostBytes);
        int first = next;
        while (next < history.size() && offer(batch, history.get(next))) {
          next++;
        }
        assertThat(next).as("a batch takes at least one row").isGreaterThan(first);
        assertThat(batch.size()).isEqualTo(next - first);
        String text = Vectors.text(batch.finish(blob, next < history.size()));
        if (batch.size() > 1) {
          assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(mostBytes);
        }
        seen.addAll(read(format, text));
      }
      Comparator<Change> byText = Comparator.comparing(Change::toString);
      assertThat(seen.stream().sorted(byText)).isEqualTo(history.stream().sorted(byText).toList());
    }
  }
}
