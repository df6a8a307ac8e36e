package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncRequest;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Scope;

/**
 * Any row of any mix of types, with a key of one to three parts of any type in any place, survives
 * the way from the server over the wire to a reader and back, in both formats. On a failure the
 * report of jqwik has the seed of the row.
 */
class RoundTripTest {
  private static final int CASES = 10_000;

  @Property(tries = CASES, shrinking = ShrinkingMode.OFF)
  void in_atom(@ForAll long seed) throws IOException {
    Row row = RandomRows.row(new Random(seed));
    assertThat(thereAndBack(Formats.ATOM, row)).isEqualTo(row);
    assertThat(tombstoned(Formats.ATOM, row.key())).isEqualTo(row.key());
  }

  @Property(tries = CASES, shrinking = ShrinkingMode.OFF)
  void in_json_but_for_what_its_readers_cannot_take(@ForAll long seed) throws IOException {
    Row row = RandomRows.row(new Random(seed));
    assertThat(thereAndBack(Formats.JSON, row)).isEqualTo(asJsonHasIt(row));
    assertThat(tombstoned(Formats.JSON, row.key())).isEqualTo(row.key());
  }

  /** Read by a client, which sends it on as it is, and read again. */
  private static Row thereAndBack(FeedFormat format, Row row) throws IOException {
    Row atTheClient = roundTrip(format, row);
    Row atTheServer = roundTrip(format, atTheClient);
    assertThat(atTheServer).isEqualTo(atTheClient);
    return atTheServer;
  }

  private static RowKey tombstoned(FeedFormat format, RowKey key) throws IOException {
    BatchWriter batch = format.batch(Sample.scope(key.type()), Sample.IDS, 1 << 20);
    batch.tombstone(key, 0);
    UploadedChange read = only(format, key.type(), Vectors.text(batch.finish("", false)));
    assertThat(read.change()).isInstanceOf(Change.Tombstone.class);
    return read.key();
  }

  private static Row roundTrip(FeedFormat format, Row row) throws IOException {
    BatchWriter batch = format.batch(Sample.scope(row.type()), Sample.IDS, 1 << 20);
    batch.row(row, 0);
    UploadedChange read = only(format, row.type(), Vectors.text(batch.finish("", false)));
    return ((Change.Live) read.change()).row();
  }

  private static UploadedChange only(FeedFormat format, EntityType type, String text)
      throws IOException {
    Scope scope = Sample.scope(type);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SyncRequest request = format.read(new ByteArrayInputStream(bytes), scope).orElseThrow();
    assertThat(request.changes()).hasSize(1);
    return request.changes().get(0);
  }

  private static Row asJsonHasIt(Row row) {
    Object[] values =
        IntStream.range(0, row.type().width())
            .mapToObj(row::value)
            .map(RoundTripTest::inJson)
            .toArray();
    return new Row(row.type(), values);
  }

  /** Readings toward 1970; whole numbers of more than 64 bits get a fraction. */
  private static Object inJson(Object value) {
    if (value instanceof BigDecimal number) {
      boolean large = number.scale() == 0 && number.unscaledValue().bitLength() > 63;
      return large ? number.setScale(1) : number;
    }
    if (!(value instanceof LocalDateTime reading)) {
      return value;
    }
    LocalDateTime floor = reading.truncatedTo(ChronoUnit.MILLIS);
    return reading.getYear() < 1970 && !floor.equals(reading) ? floor.plusNanos(1_000_000) : floor;
  }
}
