package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.ErrorCode;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncException;

class EntityIdsTest {
  private static final EntityType ORDER =
      Sample.type("KOrder", Sample.key("A", EdmType.INT32), Sample.key("B", EdmType.INT32));
  private static final EntityType TEXTS =
      Sample.type(
          "Texts",
          Sample.key("A", EdmType.STRING),
          Sample.nullable("Other", EdmType.STRING),
          Sample.key("B", EdmType.STRING),
          Sample.key("N", EdmType.INT32));

  private static EntityType keyed(String name, EdmType type) {
    return Sample.type(name, Sample.key("K", type));
  }

  private static RowKey key(EntityType type, Object... values) {
    return new RowKey(type, List.of(values));
  }

  /** The rows of vector 00; the last column is what differs from the original, where it must. */
  static Stream<Arguments> vector() {
    LocalDateTime reading = LocalDateTime.of(2019, 3, 4, 5, 6, 7);
    UUID guid = UUID.fromString("abcdef01-2345-6789-abcd-ef0123456789");
    return Stream.of(
        Arguments.of(key(Sample.TAG, -5), null),
        Arguments.of(key(Sample.ITEM, guid), null),
        Arguments.of(key(Sample.CUSTOMER, "O'Brien"), "Customer(Code='O''Brien')"),
        Arguments.of(key(keyed("KLong", EdmType.INT64), 5_000_000_000L), "KLong(K=5000000000L)"),
        Arguments.of(
            key(keyed("KDateTime", EdmType.DATE_TIME), reading),
            "KDateTime(K=datetime'2019-03-04T05:06:07.0000000')"),
        Arguments.of(
            key(keyed("KDecimal", EdmType.DECIMAL), new BigDecimal("1.50")), "KDecimal(K=1.50M)"),
        Arguments.of(key(keyed("KBool", EdmType.BOOLEAN), true), "KBool(K=true)"),
        Arguments.of(key(keyed("KByte", EdmType.BYTE), (short) 255), null),
        Arguments.of(key(keyed("KDouble", EdmType.DOUBLE), 1e20), null),
        Arguments.of(
            key(keyed("KBinary", EdmType.BINARY), new byte[] {0, 1, 2, -1}),
            "KBinary(K=X'000102FF')"),
        Arguments.of(
            key(
                keyed("KDto", EdmType.DATE_TIME_OFFSET),
                OffsetDateTime.parse("2019-03-04T05:06:07+02:00")),
            "KDto(K=datetimeoffset'2019-03-04T05:06:07.0000000+02:00')"),
        Arguments.of(
            key(keyed("KTime", EdmType.TIME), Duration.ofMinutes(61)), "KTime(K=time'01:01:00')"),
        Arguments.of(key(Sample.MAPPING, 1, SampleRows.guid(5), SampleRows.guid(9)), null),
        Arguments.of(key(ORDER, 1, 2), null));
  }

  @ParameterizedTest
  @MethodSource("vector")
  void an_id_is_the_originals_or_one_that_can_be_read_back(RowKey key, String differs) {
    String original =
        Vectors.text("00-entity-ids.txt")
            .lines()
            .map(line -> line.split("\t"))
            .filter(columns -> columns[0].equals(key.type().name()))
            .findFirst()
            .orElseThrow()[1];
    String expected = differs == null ? original : Sample.ROOT + "/" + differs;
    assertThat(Sample.IDS.idOf(key)).isEqualTo(expected);
    RowKey back = EntityIds.parse(key.type(), expected);
    assertThat(back.values()).usingRecursiveComparison().isEqualTo(key.values());
  }

  @Test
  void every_line_of_the_vector_is_written() {
    assertThat(vector().count()).isEqualTo(Vectors.text("00-entity-ids.txt").lines().count());
  }

  @Test
  void a_row_has_the_id_of_its_key() {
    Row row = SampleRows.mapping(1, 5);
    assertThat(Sample.IDS.idOf(row)).isEqualTo(Sample.IDS.idOf(row.key()));
  }

  @Test
  void a_single_has_its_suffix() {
    EntityType type = keyed("KSingle", EdmType.SINGLE);
    assertThat(Sample.IDS.idOf(key(type, 1.5f))).endsWith("KSingle(K=1.5f)");
    assertThat(EntityIds.parse(type, "KSingle(K=1.5f)")).isEqualTo(key(type, 1.5f));
    assertThat(EntityIds.parse(type, "KSingle(K=1.5)")).isEqualTo(key(type, 1.5f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tag(ID=7)",
        "/Tag(ID=7)",
        "http://elsewhere/other.svc/Tag(ID=7)",
        "http://h/Tag(1)/x/Tag(ID=7)",
        "http://h/O'Brien/Tag(ID=7)",
        "  http://h/Tag(ID=7)\n",
        "http://h/Tag(7)",
        "http://h/Tag(ID=+7)"
      })
  void the_address_in_front_does_not_matter(String id) {
    assertThat(EntityIds.parse(Sample.TAG, id)).isEqualTo(key(Sample.TAG, 7));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "Customer(Code='ALPHA')| ALPHA",
        "Customer('ALPHA')| ALPHA",
        "Customer(Code='')| \"\"",
        "Customer(Code='AL PHA')| AL PHA",
        "Customer(Code='O''Brien')| O'Brien",
        "Customer(Code='O'Brien')| O'Brien",
        "Customer(Code='''')| '",
        "Customer(Code=''')| '",
        "Customer(Code='a''')| a'",
        "Customer(Code='a'')| a'",
        "Customer(Code='a,b=c')| a,b=c",
        "Customer(Code='a/b)')| a/b)",
        "Customer(Code='http://h/Customer(Code=''x'')')| http://h/Customer(Code='x')",
        "Customer(Code='zażółć')| zażółć",
        "Customer(Code='100%2F')| 100%2F"
      })
  void a_text_may_hold_anything(String id, String code) {
    assertThat(EntityIds.parse(Sample.CUSTOMER, "http://h/" + id))
        .isEqualTo(key(Sample.CUSTOMER, code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Texts(A='x'', B=''y', B='it''s', N=3)",
        "Texts(A='x'', B=''y',B='it''s',N=3)",
        "Texts(N=3, B='it''s', A='x'', B=''y')"
      })
  void the_parts_of_a_key_may_come_in_any_order(String id) {
    assertThat(EntityIds.parse(TEXTS, id)).isEqualTo(key(TEXTS, "x', B='y", "it's", 3));
  }

  @Test
  void plain_apostrophes_end_before_the_next_name() {
    assertThat(EntityIds.parse(TEXTS, "Texts(A='O'Brien', B='d'Arc', N=3)"))
        .isEqualTo(key(TEXTS, "O'Brien", "d'Arc", 3));
  }

  @Test
  void s10_an_id_may_come_percent_encoded_if_it_makes_no_sense_as_it_is() {
    assertThat(EntityIds.parse(TEXTS, "http://h/Texts(A='x%20%2B+',%20B=%27%C5%BC''%27,%20N=3)"))
        .isEqualTo(key(TEXTS, "x ++", "ż'", 3));
    assertThat(EntityIds.parse(TEXTS, "Texts(A='x%20', B='100%', N=3)"))
        .isEqualTo(key(TEXTS, "x%20", "100%", 3));
    assertThatThrownBy(() -> EntityIds.parse(TEXTS, "Texts(A='x',%20B='%zz', N=3)"))
        .isInstanceOf(SyncException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Item(ID=guid'ABCDEF01-2345-6789-ABCD-EF0123456789')",
        "Item(ID=GUID'abcdef01-2345-6789-abcd-ef0123456789')",
        "Item(ID='abcdef01-2345-6789-abcd-ef0123456789')",
        "Item(ID=abcdef01-2345-6789-abcd-ef0123456789)"
      })
  void a_guid_may_lack_its_prefix(String id) {
    assertThat(EntityIds.parse(Sample.ITEM, id).values())
        .containsExactly(UUID.fromString("abcdef01-2345-6789-abcd-ef0123456789"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT64| K=5| 5",
        "INT64| K=5L| 5",
        "INT64| K=5l| 5",
        "DECIMAL| K=1.50| 1.50",
        "DECIMAL| K=1.50m| 1.50",
        "DOUBLE| K=1.5D| 1.5",
        "DOUBLE| K=1E+20| 1.0E20",
        "BOOLEAN| K=True| true",
        "TIME| K=01:30:00| PT1H30M",
        "DATE_TIME| K=2019-03-04T05:06:07| 2019-03-04T05:06:07",
        "DATE_TIME_OFFSET| K=2019-03-04T05:06:07Z| 2019-03-04T05:06:07Z"
      })
  void prefixes_and_suffixes_may_be_absent(EdmType type, String part, String expected) {
    RowKey key = EntityIds.parse(keyed("T", type), "http://h/T(" + part + ")");
    assertThat(key.values().get(0).toString()).isEqualTo(expected);
  }

  @Test
  void bytes_are_read_in_both_prefixes() {
    for (String text : List.of("X'0aFF'", "x'0aFF'", "binary'0AFF'")) {
      RowKey key = EntityIds.parse(keyed("T", EdmType.BINARY), "T(K=" + text + ")");
      assertThat((byte[]) key.values().get(0)).containsExactly(10, -1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://h/",
        "Tag",
        "Tag()",
        "Tag(ID=)",
        "Tag(ID=x)",
        "Tag(ID=1",
        "Tag(ID=1)x",
        "Tag(id=1)",
        "tag(ID=1)",
        "MyTag(ID=1)",
        "Item(ID=1)",
        "Tag(ID=1, ID=2)",
        "Tag(ID=1,)",
        "Tag(ID=1, Name='x')",
        "Tag(ID=99999999999)"
      })
  void what_is_no_id_of_the_type_is_refused(String id) {
    assertThatThrownBy(() -> EntityIds.parse(Sample.TAG, id))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_BODY))
        .hasMessage("the id is not that of a row of SampleScope.Tag: \"" + id + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Texts(A='x', B='y')",
        "Texts(A='x', N=3, B='y)",
        "Texts('x', 'y', 3)",
        "Texts(A=x, B='y', N=1)"
      })
  void a_key_of_several_parts_needs_all_of_them_by_name(String id) {
    assertThatThrownBy(() -> EntityIds.parse(TEXTS, id)).isInstanceOf(SyncException.class);
  }

  @Test
  void an_endless_id_is_refused_quickly() {
    List<String> bad = new ArrayList<>();
    bad.add("http://h/Customer(Code='" + "x".repeat(1 << 20) + "')");
    bad.add("/Customer(Code='".repeat(500));
    bad.add("/Customer(Code='".repeat(500) + "5)");
    long start = System.nanoTime();
    for (String id : bad) {
      assertThatThrownBy(() -> EntityIds.parse(Sample.CUSTOMER, id))
          .isInstanceOf(SyncException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
