package org.syncline.store.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.syncline.model.EdmType;

/** Values that, most likely, no row has. */
final class Placeholders {
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int SECONDS_OF_A_DAY = 86_400;

  private Placeholders() {}

  /** Some to try one after another, since nothing is known of the column's length and rules. */
  static List<Object> of(EdmType type) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return switch (type) {
      case BOOLEAN -> List.of();
      case SBYTE -> numbers(Byte.MAX_VALUE).map(n -> (Object) (byte) (int) n).toList();
      case BYTE -> numbers(255).filter(n -> n > 0).map(n -> (Object) (short) (int) n).toList();
      case INT16 -> numbers(Short.MAX_VALUE).map(n -> (Object) (short) (int) n).toList();
      case INT32 -> numbers(Integer.MAX_VALUE).map(n -> (Object) n).toList();
      case INT64 -> numbers(Integer.MAX_VALUE).map(n -> (Object) (long) n).toList();
      case SINGLE -> numbers(1 << 20).map(n -> (Object) (float) n).toList();
      case DOUBLE -> numbers(Integer.MAX_VALUE).map(n -> (Object) (double) n).toList();
      case DECIMAL ->
          Stream.of(1_000_000_000, 10_000, 100)
              .flatMap(Placeholders::numbers)
              .map(n -> (Object) BigDecimal.valueOf(n))
              .toList();
      case STRING -> Stream.of(32, 8, 3, 2, 1, 1).map(n -> (Object) text(random, n)).toList();
      case GUID -> List.of(UUID.randomUUID());
      case BINARY -> Stream.of(16, 4, 1).map(n -> (Object) bytes(random, n)).toList();
      case DATE_TIME -> List.of(moment(random, 9000), moment(random, 1990));
      case DATE_TIME_OFFSET ->
          List.of(
              moment(random, 9000).atOffset(ZoneOffset.UTC),
              moment(random, 1990).atOffset(ZoneOffset.UTC));
      case TIME ->
          IntStream.range(0, 3)
              .mapToObj(i -> (Object) Duration.ofSeconds(random.nextInt(SECONDS_OF_A_DAY)))
              .toList();
    };
  }

  /** Below zero first, where there are fewer. */
  private static Stream<Integer> numbers(int most) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return Stream.of(
        -1 - random.nextInt(most), -1 - random.nextInt(most), 1 + random.nextInt(most));
  }

  private static String text(ThreadLocalRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static byte[] bytes(ThreadLocalRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Within some forty years of a year. */
  private static LocalDateTime moment(ThreadLocalRandom random, int year) {
    return LocalDateTime.of(year, 1, 1, 0, 0)
        .plusSeconds(random.nextInt(40 * 365 * SECONDS_OF_A_DAY));
  }
}
