package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Row;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;

/** The table of section 9, row by row: what is written, and what is read and refused. */
class LiteralSectionTest {
  private static final LocalDateTime READING = LocalDateTime.parse("2019-03-04T05:06:07.8901234");

  /** The worked values, with their text in JSON and in Atom. */
  static Stream<Arguments> written() {
    return Stream.of(
        Arguments.of(EdmType.BOOLEAN, true, "true", "true"),
        Arguments.of(EdmType.BOOLEAN, false, "false", "false"),
        Arguments.of(EdmType.BYTE, (short) 200, "200", "200"),
        Arguments.of(EdmType.SBYTE, (byte) -100, "-100", "-100"),
        Arguments.of(EdmType.INT16, Short.MIN_VALUE, "-32768", "-32768"),
        Arguments.of(EdmType.INT32, Integer.MAX_VALUE, "2147483647", "2147483647"),
        Arguments.of(EdmType.INT64, Long.MAX_VALUE, "9223372036854775807", "9223372036854775807"),
        Arguments.of(EdmType.SINGLE, 3.14159f, "3.14159", "3.14159"),
        Arguments.of(EdmType.SINGLE, Float.MAX_VALUE, "3.40282347E+38", "3.40282347E+38"),
        Arguments.of(EdmType.DOUBLE, 2.718281828459045, "2.7182818284590451", "2.7182818284590451"),
        Arguments.of(EdmType.DECIMAL, new BigDecimal("1234.5000"), "1234.5000", "1234.5000"),
        Arguments.of(EdmType.DECIMAL, new BigDecimal("1E+3"), "1000", "1000"),
        Arguments.of(EdmType.DECIMAL, new BigDecimal("0.0000001"), "0.0000001", "0.0000001"),
        Arguments.of(EdmType.STRING, "a\"b/c", "\"a\\\"b\\/c\"", "a\"b/c"),
        Arguments.of(EdmType.STRING, "", "\"\"", ""),
        Arguments.of(
            EdmType.GUID,
            UUID.fromString("ABCDEF01-2345-6789-ABCD-EF0123456789"),
            "\"abcdef01-2345-6789-abcd-ef0123456789\"",
            "abcdef01-2345-6789-abcd-ef0123456789"),
        Arguments.of(EdmType.BINARY, new byte[] {0, 1, 2, -1}, "\"AAEC\\/w==\"", "AAEC/w=="),
        Arguments.of(
            EdmType.DATE_TIME,
            READING,
            "\"\\/Date(1551675967890)\\/\"",
            "2019-03-04T05:06:07.8901234"),
        Arguments.of(
            EdmType.DATE_TIME,
            LocalDateTime.of(1, 1, 1, 0, 0),
            "\"\\/Date(-62135596800000)\\/\"",
            "0001-01-01T00:00:00.0000000"),
        Arguments.of(
            EdmType.DATE_TIME_OFFSET,
            OffsetDateTime.parse("2019-03-04T05:06:07.8901234+05:30"),
            "\"datetimeoffset'2019-03-04T05:06:07.8901234+05:30'\"",
            "2019-03-04T05:06:07.8901234+05:30"),
        Arguments.of(
            EdmType.DATE_TIME_OFFSET,
            OffsetDateTime.parse("2019-03-04T05:06:07Z"),
            "\"datetimeoffset'2019-03-04T05:06:07.0000000+00:00'\"",
            "2019-03-04T05:06:07.0000000+00:00"),
        Arguments.of(
            EdmType.TIME,
            Duration.parse("PT13H14M15.0161234S"),
            "\"time'13:14:15.0161234'\"",
            "13:14:15.0161234"),
        Arguments.of(
            EdmType.TIME, Duration.parse("P1DT2H3M4S"), "\"time'1.02:03:04'\"", "1.02:03:04"));
  }

  private static EntityType type(EdmType type, boolean nullable) {
    return Sample.type(
        "One",
        Sample.key("ID", EdmType.INT32),
        nullable ? Sample.nullable("V", type) : Sample.required("V", type));
  }

  private static String text(FeedFormat format, Row row) {
    BatchWriter batch = format.batch(Sample.scope(row.type()), Sample.IDS, 1 << 20);
    batch.row(row, 0);
    return Vectors.text(batch.finish("", false));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("written")
  void s09_a_value_is_written_in_its_strict_form(
      EdmType type, Object value, String json, String atom) {
    Row row = new Row(type(type, false), 1, value);
    assertThat(text(Formats.JSON, row)).contains("\"V\":" + json + ",\"__metadata\"");
    assertThat(text(Formats.ATOM, row))
        .contains("<d:V m:type=\"" + type.edmName() + "\">" + atom + "</d:V>");
    for (FeedFormat format : List.of(Formats.JSON, Formats.ATOM)) {
      assertThat(value(format, type, false, format == Formats.JSON ? json : atom)).isNotNull();
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.EnumSource(EdmType.class)
  void s09_null_is_written_and_read_in_both_formats(EdmType type) {
    Row row = new Row(type(type, true), 1, null);
    assertThat(text(Formats.JSON, row)).contains("\"V\":null,");
    assertThat(text(Formats.ATOM, row))
        .contains("<d:V m:type=\"" + type.edmName() + "\" m:null=\"true\"/>");
    assertThat(value(Formats.JSON, type, true, "null")).isNull();
  }

  /** A number may be a bare one or a text in JSON; in Atom there is text only. */
  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BOOLEAN  | true         | true",
        "BOOLEAN  | \"TRUE\"     | true",
        "BOOLEAN  | \" False \"  | false",
        "BYTE     | \"+200\"     | 200",
        "INT32    | \" -5 \"     | -5",
        "INT64    | 9223372036854775807 | 9223372036854775807",
        "SINGLE   | \"1e3\"      | 1000.0",
        "DOUBLE   | 1.0E-10      | 1.0E-10",
        "DOUBLE   | 4.9E-324     | 4.9E-324",
        "DOUBLE   | NaN          | NaN",
        "DOUBLE   | \"NaN\"      | NaN",
        "DOUBLE   | \"Infinity\" | Infinity",
        "DOUBLE   | -INF         | -Infinity",
        "DOUBLE   | +INF         | Infinity",
        "SINGLE   | \"-Infinity\" | -Infinity",
        "DECIMAL  | \"1234.5000\" | 1234.5000",
        "STRING   | 5            | 5",
        "STRING   | true         | true",
        "DATE_TIME | \"\\/Date(1551675967890)\\/\" | 2019-03-04T05:06:07.890",
        "DATE_TIME | \"\\\"/Date(1551675967890)/\\\"\" | 2019-03-04T05:06:07.890",
        "DATE_TIME | \"/Date(1551675967890+0200)/\" | 2019-03-04T05:06:07.890",
        "DATE_TIME | \"2019-03-04T05:06:07.8901234\" | 2019-03-04T05:06:07.890123400",
        "DATE_TIME | \"2019-03-04T05:06:07+09:00\" | 2019-03-04T05:06:07",
        "TIME     | \"13:14\"    | PT13H14M",
        "TIME     | \"time'-00:00:01'\" | PT-1S",
      })
  void s09_more_is_read_than_is_written(EdmType type, String json, String expected) {
    assertThat(value(Formats.JSON, type, false, json)).hasToString(expected);
    String atom =
        json.startsWith("\"") ? json.substring(1, json.length() - 1).replace("\\", "") : json;
    assertThat(value(Formats.ATOM, type, false, atom)).hasToString(expected);
  }

  @ParameterizedTest(name = "{0} {1} is refused")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BOOLEAN | 1",
        "BOOLEAN | \"\"",
        "BYTE    | 256",
        "SBYTE   | -129",
        "INT16   | 1.0",
        "INT32   | 1e3",
        "INT32   | \"0x10\"",
        "INT32   | true",
        "INT64   | \"5L\"",
        "SINGLE  | 1e39",
        "DOUBLE  | \"1,5\"",
        "DECIMAL | 1e5",
        "DECIMAL | \"1M\"",
        "GUID    | \"\"",
        "GUID    | \"guid'abcdef01-2345-6789-abcd-ef0123456789'\"",
        "BINARY  | \"AAEC_w==\"",
        "BINARY  | \"AAEC/w\"",
        "DATE_TIME | \"\"",
        "DATE_TIME | \"/Date(1.5)/\"",
        "DATE_TIME | \"/Date(253402300800000)/\"",
        "DATE_TIME_OFFSET | \"2019-03-04T05:06:07.8901234+15:00\"",
        "TIME    | \"24:00:00\"",
        "INT32   | [1]",
        "STRING  | {\"a\":1}",
      })
  void s09_what_is_no_value_of_the_type_refuses_the_request(EdmType type, String json) {
    assertThatThrownBy(() -> value(Formats.JSON, type, false, json))
        .isInstanceOf(SyncException.class)
        .hasMessageContaining("entity 1 (SampleScope.One): property 'V' is not a");
    if (!json.matches("[\\[{].*")) {
      String atom = json.replace("\"", "");
      assertThatThrownBy(() -> value(Formats.ATOM, type, false, atom))
          .isInstanceOf(SyncException.class)
          .hasMessageContaining("property 'V' is not an " + type.edmName());
    }
  }

  private static Object value(FeedFormat format, EdmType type, boolean nullable, String text) {
    Scope scope = Sample.scope(type(type, nullable));
    String body =
        format == Formats.JSON
            ? Requests.json(Requests.jsonTag("t", "\"ID\":1,\"V\":" + text))
            : Requests.atom(Requests.atomTag("t", "<d:ID>1</d:ID><d:V>" + text + "</d:V>"));
    var change =
        Requests.read(format, body.replace("SampleScope.Tag", "SampleScope.One"), scope)
            .changes()
            .get(0);
    return ((Change.Live) change.change()).row().value(1);
  }
}
