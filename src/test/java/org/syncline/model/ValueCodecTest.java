package org.syncline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {

  @ParameterizedTest
  @EnumSource(EdmType.class)
  void every_value_of_every_type_comes_back(EdmType type) throws IOException {
    for (Object value : samples(type)) {
      assertThat(trip(type, value)).isEqualTo(value);
    }
    assertThat(trip(type, null)).isNull();
  }

  private static Object trip(EdmType type, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ValueCodec.write(new DataOutputStream(bytes), type, value);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Object read = ValueCodec.read(in, type);
    assertThat(in.available()).isZero();
    return read;
  }

  private static List<Object> samples(EdmType type) {
    return switch (type) {
      case BOOLEAN -> List.of(true, false);
      case BYTE -> List.of((short) 0, (short) 255);
      case SBYTE -> List.of(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> List.of(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> List.of(Integer.MIN_VALUE, -1, Integer.MAX_VALUE);
      case INT64 -> List.of(Long.MIN_VALUE, -1L, Long.MAX_VALUE);
      case SINGLE -> List.of(Float.MIN_VALUE, -0.0f, Float.NaN, Float.NEGATIVE_INFINITY);
      case DOUBLE -> List.of(Double.MIN_VALUE, -0.0, Double.NaN, Double.POSITIVE_INFINITY);
      case DECIMAL ->
          List.of(new BigDecimal("-1234.5000"), new BigDecimal("1E+30"), BigDecimal.ZERO);
      case STRING ->
          List.of(
              "",
              "a\u0000b",
              "Ødegård \uD83D\uDE00",
              "x".repeat(100_000),
              "a\uD800",
              "\uDFFF\uD800");
      case GUID -> List.of(new UUID(0, 0), UUID.randomUUID());
      case BINARY -> List.of(new byte[0], new byte[] {0, -1, 127});
      case DATE_TIME ->
          List.of(
              LocalDateTime.of(1, 1, 1, 0, 0),
              LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_900));
      case DATE_TIME_OFFSET -> List.of(OffsetDateTime.parse("2019-03-04T05:06:07.8901234+05:30"));
      case TIME -> List.of(Duration.ZERO, Duration.ofSeconds(-5, 100), Duration.ofDays(10_675_199));
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 100_000, -1})
  void a_length_that_is_a_lie_takes_no_room(int length) throws IOException {
    byte[] bytes = ByteBuffer.allocate(9).put((byte) 1).putInt(length).array();
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    assertThatThrownBy(() -> ValueCodec.read(in, EdmType.BINARY)).isInstanceOf(IOException.class);
  }
}
