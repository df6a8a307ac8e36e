package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncRequest;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Scope;

/** Any row of any mix of types is read back as it was written. */
class RoundTripTest {
  private static final long TICKS = 10_000_000L;
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;

  @Provide
  Arbitrary<Row> rows() {
    Arbitrary<EdmType> types = Arbitraries.of(EdmType.class);
    return types.list().ofMinSize(1).ofMaxSize(8).flatMap(RoundTripTest::rowsOf);
  }

  /** Rows whose first property is the key; every second one may be null. */
  private static Arbitrary<Row> rowsOf(List<EdmType> types) {
    List<org.syncline.model.Property> properties = new ArrayList<>();
    List<Arbitrary<Object>> values = new ArrayList<>();
    for (EdmType type : types) {
      int i = properties.size();
      boolean nullable = i % 2 == 1;
      properties.add(new org.syncline.model.Property("P" + i, type, nullable, i == 0));
      Arbitrary<Object> value = values(type);
      values.add(nullable ? value.injectNull(0.2) : value);
    }
    EntityType type = new EntityType("Mixed", "Any", properties);
    return Combinators.combine(values).as(all -> new Row(type, all.toArray()));
  }

  private static Arbitrary<Object> values(EdmType type) {
    Arbitrary<?> values =
        switch (type) {
          case BOOLEAN -> Arbitraries.of(true, false);
          case BYTE -> Arbitraries.shorts().between((short) 0, (short) 255);
          case SBYTE -> Arbitraries.bytes();
          case INT16 -> Arbitraries.shorts();
          case INT32 -> Arbitraries.integers();
          case INT64 -> Arbitraries.longs();
          case SINGLE -> Arbitraries.integers().map(Float::intBitsToFloat);
          case DOUBLE -> Arbitraries.longs().map(Double::longBitsToDouble);
          case DECIMAL -> decimals();
          case STRING -> texts();
          case GUID -> Combinators.combine(longs(), longs()).as(UUID::new);
          case BINARY -> Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
          case DATE_TIME -> readings();
          case DATE_TIME_OFFSET -> offsetReadings();
          case TIME -> longs().map(t -> Duration.ofSeconds(t / TICKS, t % TICKS * 100));
        };
    return values.map(value -> value);
  }

  private static Arbitrary<Long> longs() {
    return Arbitraries.longs();
  }

  private static Arbitrary<BigDecimal> decimals() {
    BigInteger most = BigInteger.TEN.pow(38);
    return Combinators.combine(
            Arbitraries.bigIntegers().between(most.negate(), most),
            Arbitraries.integers().between(0, 20))
        .as(BigDecimal::new);
  }

  /** Whatever both formats carry: no control characters but three, no halves of pairs. */
  private static Arbitrary<String> texts() {
    Arbitrary<Integer> characters =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(' ', '~')),
            Tuple.of(2, Arbitraries.of(9, 10, 13, 0x2028, 0x2029, 0xFFFD, 0x27)),
            Tuple.of(2, Arbitraries.integers().between(0x80, 0xD7FF)),
            Tuple.of(1, Arbitraries.integers().between(0xE000, 0xFFFD)),
            Tuple.of(1, Arbitraries.integers().between(0x10000, 0x10FFFF)));
    return characters
        .array(int[].class)
        .ofMaxSize(60)
        .map(points -> new String(points, 0, points.length));
  }

  private static Arbitrary<LocalDateTime> readings() {
    return Combinators.combine(
            Arbitraries.longs().between(FIRST_SECOND, LAST_SECOND),
            Arbitraries.integers().between(0, (int) TICKS - 1))
        .as((second, tick) -> LocalDateTime.ofEpochSecond(second, tick * 100, ZoneOffset.UTC));
  }

  private static Arbitrary<OffsetDateTime> offsetReadings() {
    Arbitrary<Integer> minutes = Arbitraries.integers().between(-14 * 60, 14 * 60);
    Arbitrary<LocalDateTime> inner =
        readings().filter(r -> r.isAfter(LocalDateTime.of(1, 1, 2, 0, 0)) && r.getYear() < 9999);
    return Combinators.combine(inner, minutes)
        .as((reading, m) -> reading.atOffset(ZoneOffset.ofTotalSeconds(m * 60)));
  }

  @Property(tries = 300)
  void in_atom(@ForAll("rows") Row row) throws IOException {
    assertThat(roundTrip(Formats.ATOM, row)).isEqualTo(row);
  }

  @Property(tries = 300)
  void in_json_but_for_what_its_readers_cannot_take(@ForAll("rows") Row row) throws IOException {
    Row expected = asJsonHasIt(row);
    assertThat(roundTrip(Formats.JSON, row)).isEqualTo(expected);
  }

  @Property(tries = 150)
  void as_the_tombstone_of_its_key(@ForAll("rows") Row row) throws IOException {
    RowKey key = row.key();
    for (FeedFormat format : List.of(Formats.JSON, Formats.ATOM)) {
      BatchWriter batch = format.batch(Sample.scope(row.type()), Sample.IDS, 1 << 20);
      batch.tombstone(key, 0);
      UploadedChange read = only(format, row.type(), Vectors.text(batch.finish("", false)));
      assertThat(read.change()).isInstanceOf(Change.Tombstone.class);
      assertThat(Arrays.deepEquals(read.key().values().toArray(), key.values().toArray())).isTrue();
    }
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
