package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.SampleRows.customer;
import static org.syncline.wire.SampleRows.tag;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Row;

/** Values that a format or a client cannot carry as they are never spoil an answer. */
class OddValuesTest {
  private static String written(FeedFormat format, Row row) {
    BatchWriter batch = format.batch(Sample.scope(row.type()), Sample.IDS, 1 << 20);
    batch.row(row, 0);
    return Vectors.text(batch.finish("", false));
  }

  private static Row with(EdmType type, Object value) {
    EntityType odd =
        Sample.type("Odd", Sample.key("ID", EdmType.INT32), Sample.nullable("Value", type));
    return new Row(odd, 1, value);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void what_is_no_number_is_a_text_in_json_and_readable_in_atom(double value) {
    Row row = with(EdmType.DOUBLE, value);
    assertThat(written(Formats.JSON, row)).contains("\"Value\":\"" + value + "\",");
    assertThat(written(Formats.ATOM, row)).contains(">" + value + "</d:Value>");
    Row single = with(EdmType.SINGLE, (float) value);
    assertThat(written(Formats.JSON, single)).contains("\"Value\":\"" + value + "\",");
    assertThat(written(Formats.ATOM, single)).contains(">" + value + "</d:Value>");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775808.0",
    "-9223372036854775809, -9223372036854775809.0",
    "1E+20, 100000000000000000000.0",
    "1E+3, 1000",
    "1.0E-10, 0.00000000010",
    "1234.5000, 1234.5000"
  })
  void a_decimal_has_no_exponent_and_fits_64_bits_unless_it_has_a_fraction(
      BigDecimal value, String expected) {
    assertThat(written(Formats.JSON, with(EdmType.DECIMAL, value)))
        .contains("\"Value\":" + expected + ",");
  }

  @Test
  void a_date_beyond_dotnet_is_the_last_one_it_knows() {
    Row row = with(EdmType.DATE_TIME, LocalDateTime.of(12019, 1, 1, 0, 0));
    assertThat(written(Formats.JSON, row)).contains("\"\\/Date(253402300799999)\\/\"");
    assertThat(written(Formats.ATOM, row)).contains(">9999-12-31T23:59:59.9999999</d:Value>");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 0xB, 0xC, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF})
  void what_xml_cannot_carry_is_replaced(int character) {
    Row row = customer("a" + (char) character + "b");
    assertThat(written(Formats.ATOM, row)).contains("(Code='a\ufffdb')").contains(">a\ufffdb<");
  }

  @ParameterizedTest
  @CsvSource({
    "0, \\u0000",
    "8, \\u0008",
    "9, \\t",
    "10, \\n",
    "12, \\u000c",
    "13, \\r",
    "31, \\u001f",
    "34, \\\"",
    "47, \\/",
    "92, \\\\",
    "127, \u007f",
    "133, \u0085",
    "8232, \\u2028",
    "8233, \\u2029",
    "55296, \\ud800",
    "57343, \\udfff",
    "65279, \ufeff",
    "65534, \\ufffe",
    "65535, \\uffff"
  })
  void a_character_is_escaped_in_json_as_the_original_does(int character, String expected) {
    String text = written(Formats.JSON, tag(1, "a" + (char) character + "b"));
    assertThat(text).contains("\"Name\":\"a" + expected + "b\"");
  }
}
