package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.EdmType;

/** Keys and filter values on their way through the change log. */
class ValueTextTest {
  private static final long FIRST_DAY = -719_162; // 0001-01-01
  private static final long LAST_DAY = 2_932_896; // 9999-12-31

  static Stream<Object> values() {
    return Stream.of(
        true,
        (byte) -1,
        (short) 255,
        1,
        Long.MIN_VALUE,
        1.5f,
        Double.MIN_VALUE,
        new BigDecimal("-0.5"),
        "a \"text\", and \n more \u0001",
        new UUID(1, 2),
        LocalDateTime.parse("2024-01-02T03:04:05.0000001"),
        OffsetDateTime.parse("2024-01-02T03:04:05Z"),
        Duration.parse("PT1H2M3.0000001S"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void comes_back_as_it_went(Object value) {
    EdmType type =
        Stream.of(EdmType.values())
            .filter(t -> t != EdmType.BYTE && t.javaType() == value.getClass())
            .findFirst()
            .orElseThrow();
    assertThat(ValueText.read(ValueText.write(List.of(value)), List.of(type)))
        .containsExactly(value);
  }

  @Test
  void nothing_and_bytes_come_back_too() {
    assertThat(
            ValueText.read(
                ValueText.write(Collections.singletonList(null)), List.of(EdmType.STRING)))
        .containsExactly((Object) null);
    assertThat(ValueText.textOf(new byte[] {0, -1})).isEqualTo(HexFormat.of().formatHex(bytes()));
    assertThat((byte[]) ValueText.read("[\"00ff\"]", List.of(EdmType.BINARY)).get(0))
        .isEqualTo(bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-02T03:04             | DATE_TIME        | 2024-01-02T03:04:00.000000000",
        "+12345-01-02T03:04:05.1      | DATE_TIME        | +12345-01-02T03:04:05.100000000",
        "2024-01-02T03:04:05.12+01:00 | DATE_TIME_OFFSET | 2024-01-02T02:04:05.120000000Z",
        "PT3H4M5.0000001S             | TIME             | 03:04:05.000000100",
        "-PT1S                        | TIME             | PT-1S",
        "1.50                         | DECIMAL          | 1.5",
        "0E-9                         | DECIMAL          | 0"
      })
  void what_earlier_versions_wrote_is_read_and_written_anew(String old, EdmType type, String text) {
    List<Object> values = ValueText.read("[\"" + old + "\"]", List.of(type));
    assertThat(ValueText.write(values)).isEqualTo("[\"" + text + "\"]");
  }

  @Test
  void escapes_are_those_that_databases_write_too() {
    assertThat(ValueText.write(List.of("\"\\/\b\f\n\r\t\u001f\u007f\u2028")))
        .isEqualTo("[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001f\u007f\u2028\"]");
  }

  private static byte[] bytes() {
    return new byte[] {0, -1};
  }

  /** A trigger may hand over either, while the engine writes what JDBC reads as date and time. */
  @Property
  void a_day_has_the_text_of_its_beginning(
      @ForAll @LongRange(min = FIRST_DAY, max = LAST_DAY) long epochDay) {
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    LocalDateTime beginning = day.atStartOfDay();
    String text = ValueText.write(List.of(beginning));
    assertThat(ValueText.write(List.of(day))).isEqualTo(text);
    assertThat(ValueText.write(List.of(java.sql.Date.valueOf(day)))).isEqualTo(text);
    assertThat(ValueText.read(text, List.of(EdmType.DATE_TIME))).containsExactly(beginning);
  }

  @Test
  void classes_of_java_sql_have_the_texts_of_those_of_java_time() {
    LocalDateTime at = LocalDateTime.parse("2024-01-02T03:04:05.123");
    assertThat(ValueText.textOf(Timestamp.valueOf(at))).isEqualTo(ValueText.textOf(at));
    LocalTime time = LocalTime.of(3, 4, 5);
    assertThat(ValueText.textOf(Time.valueOf(time))).isEqualTo(ValueText.textOf(time));
  }
}
