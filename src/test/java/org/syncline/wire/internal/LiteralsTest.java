package org.syncline.wire.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.EdmType;

/** What is read, and what is not, type by type (wire reference, sections 9, 20, 26). */
class LiteralsTest {
  private static final UUID GUID = UUID.fromString("abcdef01-2345-6789-abcd-ef0123456789");
  private static final LocalDateTime READING = LocalDateTime.of(2019, 3, 4, 5, 6, 7);

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of(EdmType.BOOLEAN, "true", true),
        Arguments.of(EdmType.BOOLEAN, " False ", false),
        Arguments.of(EdmType.BYTE, "255", (short) 255),
        Arguments.of(EdmType.SBYTE, "-128", (byte) -128),
        Arguments.of(EdmType.INT16, "+32767", Short.MAX_VALUE),
        Arguments.of(EdmType.INT32, " -2147483648 ", Integer.MIN_VALUE),
        Arguments.of(EdmType.INT32, "007", 7),
        Arguments.of(EdmType.INT64, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(EdmType.INT64, "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of(EdmType.INT64, "9007199254740993", 9007199254740993L),
        Arguments.of(EdmType.SINGLE, "3.14159", 3.14159f),
        Arguments.of(EdmType.SINGLE, "1e-50", 0f),
        Arguments.of(EdmType.SINGLE, "-Infinity", Float.NEGATIVE_INFINITY),
        Arguments.of(EdmType.DOUBLE, "1.7976931348623157E308", Double.MAX_VALUE),
        Arguments.of(EdmType.DOUBLE, "4.9E-324", Double.MIN_VALUE),
        Arguments.of(EdmType.DOUBLE, ".5", 0.5),
        Arguments.of(EdmType.DOUBLE, "INF", Double.POSITIVE_INFINITY),
        Arguments.of(EdmType.DOUBLE, "NaN", Double.NaN),
        Arguments.of(EdmType.DECIMAL, "1234.5000", new BigDecimal("1234.5000")),
        Arguments.of(EdmType.DECIMAL, "-79228162514264337593543950335", decimal29()),
        Arguments.of(EdmType.STRING, " as it is ", " as it is "),
        Arguments.of(EdmType.STRING, "", ""),
        Arguments.of(EdmType.BINARY, "", new byte[0]),
        Arguments.of(EdmType.BINARY, "AAEC/w==", new byte[] {0, 1, 2, -1}),
        Arguments.of(EdmType.BINARY, " AA\r\nEC /w\t==", new byte[] {0, 1, 2, -1}));
  }

  private static BigDecimal decimal29() {
    return new BigDecimal("-79228162514264337593543950335");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void numbers_texts_and_bytes_are_read(EdmType type, String text, Object value) {
    assertThat(Literals.parse(type, text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abcdef01-2345-6789-abcd-ef0123456789",
        "ABCDEF01-2345-6789-ABCD-EF0123456789",
        "{abcdef01-2345-6789-abcd-ef0123456789}",
        "(abcdef01-2345-6789-abcd-ef0123456789)",
        "abcdef0123456789abcdef0123456789",
        "  abcdef01-2345-6789-abcd-ef0123456789  ",
        "{0xabcdef01,0x2345,0x6789,{0xab,0xcd,0xef,0x1,0x23,0x45,0x67,0x89}}"
      })
  void a_guid_is_read_in_each_form_of_dotnet(String text) {
    assertThat(Literals.parse(EdmType.GUID, text)).isEqualTo(GUID);
  }

  @ParameterizedTest
  @CsvSource({
    "/Date(1551675967000)/",
    "Date(1551675967000)",
    "\"/Date(1551675967000)/\"",
    "/Date(1551675967000+0200)/",
    "/Date(1551675967000-0530)/",
    "2019-03-04T05:06:07",
    "2019-03-04T05:06:07.0",
    "2019-03-04T05:06:07.0000000",
    "2019-03-04T05:06:07.00000009999",
    "2019-03-04T05:06:07Z",
    "2019-03-04T05:06:07.000+02:00",
    "2019-03-04t05:06:07z",
    "2019-03-04 05:06:07",
    "datetime'2019-03-04T05:06:07'"
  })
  void a_date_time_is_the_clock_reading_whatever_stands_around_it(String text) {
    assertThat(Literals.parse(EdmType.DATE_TIME, text)).isEqualTo(READING);
  }

  @Test
  void a_date_time_may_lack_seconds_or_the_time() {
    assertThat(Literals.parse(EdmType.DATE_TIME, "2019-03-04T05:06"))
        .isEqualTo(READING.withSecond(0));
    assertThat(Literals.parse(EdmType.DATE_TIME, "2019-03-04"))
        .isEqualTo(LocalDateTime.of(2019, 3, 4, 0, 0));
  }

  @Test
  void the_ends_of_time_are_read() {
    assertThat(Literals.parse(EdmType.DATE_TIME, "/Date(-62135596800000)/"))
        .isEqualTo(LocalDateTime.of(1, 1, 1, 0, 0));
    assertThat(Literals.parse(EdmType.DATE_TIME, "/Date(253402300799999)/"))
        .isEqualTo(LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_000_000));
    assertThat(Literals.parse(EdmType.DATE_TIME, "/Date(-1)/"))
        .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "datetimeoffset'2019-03-04T05:06:07.8901234+05:30', 2019-03-04T05:06:07.890123400+05:30",
    "2019-03-04T05:06:07.8901234+05:30, 2019-03-04T05:06:07.890123400+05:30",
    "2019-03-04T05:06:07Z, 2019-03-04T05:06:07Z",
    "2019-03-04T05:06:07-0800, 2019-03-04T05:06:07-08:00",
    "2019-03-04T05:06:07, 2019-03-04T05:06:07Z",
    "/Date(1551675967000+0200)/, 2019-03-04T07:06:07+02:00",
    "/Date(1551675967000)/, 2019-03-04T05:06:07Z"
  })
  void a_date_time_offset_is_read(String text, String expected) {
    assertThat(Literals.parse(EdmType.DATE_TIME_OFFSET, text))
        .isEqualTo(OffsetDateTime.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "time'13:14:15.0161234', PT13H14M15.0161234S",
    "13:14:15.0161234, PT13H14M15.0161234S",
    "13:14, PT13H14M",
    "1:02:03, PT1H2M3S",
    "1.02:03:04.0050000, P1DT2H3M4.005S",
    "-00:00:01, PT-1S",
    "-10675199.02:48:05.4775808, PT-922337203685.4775808S",
    "PT1H30M, PT1H30M",
    "-PT1S, PT-1S"
  })
  void a_time_is_read(String text, String expected) {
    assertThat(Literals.parse(EdmType.TIME, text)).isEqualTo(Duration.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "(none)",
      value = {
        "BOOLEAN, 1",
        "BOOLEAN, ''",
        "BOOLEAN, yes",
        "BYTE, 256",
        "BYTE, -1",
        "SBYTE, 128",
        "INT16, 32768",
        "INT32, 2147483648",
        "INT32, abc",
        "INT32, ''",
        "INT32, 1.0",
        "INT32, 1e3",
        "INT32, 0x10",
        "INT32, 1 2",
        "INT32, +",
        "INT64, 9223372036854775808",
        "INT64, 5L",
        "SINGLE, 1e39",
        "SINGLE, 1f",
        "DOUBLE, 1e400",
        "DOUBLE, 1e12345678901",
        "DOUBLE, 0x1p3",
        "DOUBLE, 1d",
        "DOUBLE, ''",
        "DOUBLE, nan",
        "DECIMAL, 1e5",
        "DECIMAL, 1M",
        "DECIMAL, .",
        "DECIMAL, ''",
        "GUID, ''",
        "GUID, guid'abcdef01-2345-6789-abcd-ef0123456789'",
        "GUID, abcdef01-2345-6789-abcd-ef012345678",
        "GUID, {abcdef01-2345-6789-abcd-ef0123456789)",
        "GUID, abcdef01-23456789-abcd-ef01-23456789",
        "BINARY, AAEC_w==",
        "BINARY, AAEC/w",
        "BINARY, X'00'",
        "DATE_TIME, ''",
        "DATE_TIME, yesterday",
        "DATE_TIME, (1551675967000)",
        "DATE_TIME, /Date(1.5)/",
        "DATE_TIME, /Date()/",
        "DATE_TIME, /Date(253402300800000)/",
        "DATE_TIME, /Date(-62135596800001)/",
        "DATE_TIME, /Date(99999999999999999999)/",
        "DATE_TIME, 2019-02-30T00:00:00",
        "DATE_TIME, 2019-03-04T24:00:00",
        "DATE_TIME, 0000-01-01",
        "DATE_TIME, 10000-01-01",
        "DATE_TIME_OFFSET, 2019-03-04T05:06:07+15:00",
        "DATE_TIME_OFFSET, 0001-01-01T00:00:00+01:00",
        "DATE_TIME_OFFSET, 9999-12-31T23:59:59-01:00",
        "TIME, 24:00:00",
        "TIME, 13:60",
        "TIME, 5",
        "TIME, ''",
        "TIME, 99999999.00:00:00",
        "TIME, PT",
      })
  void what_is_no_value_of_the_type_is_refused_by_its_name(EdmType type, String text) {
    assertThatThrownBy(() -> Literals.parse(type, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not an " + type.edmName() + ": \"" + text + "\"");
  }

  @Test
  void a_message_repeats_only_the_beginning_of_a_long_text() {
    assertThatThrownBy(() -> Literals.parse(EdmType.INT32, "9".repeat(100_000)))
        .hasMessage("is not an Edm.Int32: \"" + "9".repeat(60) + "...\"");
  }

  @ParameterizedTest
  @EnumSource(EdmType.class)
  void zero_is_of_the_types_class(EdmType type) {
    Object zero = Literals.zero(type);
    if (type == EdmType.STRING || type == EdmType.BINARY) {
      assertThat(zero).isNull();
    } else {
      assertThat(zero).isInstanceOf(type.javaType());
    }
  }
}
