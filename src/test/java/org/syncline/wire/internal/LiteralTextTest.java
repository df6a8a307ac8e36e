package org.syncline.wire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The written forms that both formats share. */
class LiteralTextTest {
  private static String written(Consumer<Utf8Buffer> writer) {
    Utf8Buffer out = new Utf8Buffer(1);
    writer.accept(out);
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "0.1, 0.1",
    "-0.5, -0.5",
    "2.718281828459045, 2.7182818284590451",
    "1e-10, 1E-10",
    "0.0001, 0.0001",
    "0.00001, 1E-05",
    "1e14, 100000000000000",
    "1e15, 1E+15",
    "1e20, 1E+20",
    "12345678901234568, 12345678901234568",
    "1.2345678901234568E17, 1.2345678901234568E+17",
    "1.5e300, 1.5E+300",
    "123456.789, 123456.789",
    "1.7976931348623157E308, 1.7976931348623157E+308",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void a_double_has_the_digits_of_dotnet(double value, String expected) {
    assertThat(written(out -> FloatingText.write(out, value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 0.5",
    "3.14159, 3.14159",
    "3.4028235E38, 3.40282347E+38",
    "1e7, 1E+07",
    "16777216, 16777216",
    "-1.1, -1.1",
    "Infinity, Infinity"
  })
  void a_single_has_the_digits_of_dotnet(float value, String expected) {
    assertThat(written(out -> FloatingText.write(out, value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2019-03-04T05:06:07.890123456, 2019-03-04T05:06:07.8901234",
    "0001-01-01T00:00, 0001-01-01T00:00:00.0000000",
    "-0044-03-15T00:00, 0001-01-01T00:00:00.0000000",
    "+12019-03-04T00:00, 9999-12-31T23:59:59.9999999"
  })
  void a_date_time_has_seven_fraction_digits(LocalDateTime value, String expected) {
    assertThat(written(out -> ClockText.dateTime(out, value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00, 0",
    "2011-05-06T07:08:09, 1304665689000",
    "1969-12-31T23:59:59.9995, 0",
    "1969-12-31T23:59:59.9985, -1",
    "1969-12-31T23:59:59, -1000",
    "0001-01-01T00:00, -62135596800000",
    "9999-12-31T23:59:59.9999999, 253402300799999"
  })
  void milliseconds_are_cut_toward_zero(LocalDateTime value, long expected) {
    assertThat(ClockText.epochMillis(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2019-03-04T05:06:07.8901234+05:30, 2019-03-04T05:06:07.8901234+05:30",
    "2019-03-04T05:06:07Z, 2019-03-04T05:06:07.0000000+00:00",
    "2019-03-04T05:06:07-08:00, 2019-03-04T05:06:07.0000000-08:00",
    "2019-03-04T05:06:07-00:30, 2019-03-04T05:06:07.0000000-00:30",
    "2019-03-04T05:06:07+05:30:15, 2019-03-03T23:35:52.0000000+00:00",
    "2019-03-04T15:06:07+15:00, 2019-03-04T00:06:07.0000000+00:00",
    "0001-01-01T00:00:00+02:00, 0001-01-01T00:00:00.0000000+00:00",
    "9999-12-31T23:00:00-02:00, 9999-12-31T23:59:59.9999999+00:00"
  })
  void an_offset_is_numeric_and_one_that_dotnet_knows(OffsetDateTime value, String expected) {
    assertThat(written(out -> ClockText.dateTimeOffset(out, value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 00:00:00",
    "PT1H30M, 01:30:00",
    "PT13H14M15.0161234S, 13:14:15.0161234",
    "P1DT2H3M4.005S, 1.02:03:04.0050000",
    "PT-1.5S, -00:00:01.5000000",
    "PT-0.000000001S, 00:00:00",
    "P100000000D, 10675199.02:48:05.4775807",
    "P-100000000D, -10675199.02:48:05.4775808"
  })
  void a_time_is_a_span_with_days_and_sign(Duration value, String expected) {
    assertThat(written(out -> ClockText.time(out, value))).isEqualTo(expected);
  }

  @Test
  void numbers_of_any_size_are_written() {
    for (long value : new long[] {0, 7, -7, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(written(out -> out.number(value))).isEqualTo(Long.toString(value));
    }
  }

  @Test
  void code_points_of_every_length_are_written() {
    assertThat(written(out -> "aż漢\ud83d\ude00".codePoints().forEach(out::codePoint)))
        .isEqualTo("aż漢\ud83d\ude00");
  }
}
