package org.syncline.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.Row;

/** Rows of any mix of types, with a key of one to three parts of any type in any place. */
final class RandomRows {
  private static final long TICKS = 10_000_000L;
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final long DAY = 86_400;
  private static final BigInteger MOST_DECIMAL = BigInteger.TEN.pow(38);

  /** What ids and markup have to be careful with. */
  private static final List<String> AWKWARD =
      List.of(
          "'",
          "''",
          ",",
          " ",
          "=",
          "P0='",
          "', P1='",
          ")",
          "/Any(",
          "%27",
          "zażółć",
          "]]>",
          "&amp;",
          "\"",
          "\\",
          "\t",
          "\r",
          "\n",
          "\u2028",
          "\ufffd",
          "\ud83d\ude00");

  private final Random random;

  private RandomRows(Random random) {
    this.random = random;
  }

  static Row row(Random random) {
    return new RandomRows(random).row();
  }

  private Row row() {
    EdmType[] all = EdmType.values();
    int width = 1 + random.nextInt(8);
    int keys = 1 + random.nextInt(Math.min(3, width));
    List<Property> properties = new ArrayList<>();
    Object[] values = new Object[width];
    for (int i = 0; i < width; i++) {
      EdmType type = all[random.nextInt(all.length)];
      boolean key = random.nextInt(width - i) < keys;
      keys -= key ? 1 : 0;
      boolean nullable = !key && random.nextBoolean();
      properties.add(new Property("P" + i, type, nullable, key));
      values[i] = nullable && random.nextInt(4) == 0 ? null : value(type);
    }
    return new Row(new EntityType("Mixed", "Any", properties), values);
  }

  private Object value(EdmType type) {
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case BYTE -> (short) random.nextInt(256);
      case SBYTE -> (byte) whole();
      case INT16 -> (short) whole();
      case INT32 -> (int) whole();
      case INT64 -> whole();
      case SINGLE -> Float.intBitsToFloat((int) whole());
      case DOUBLE ->
          random.nextBoolean() ? Double.longBitsToDouble(whole()) : random.nextInt() / 8.0;
      case DECIMAL -> decimal();
      case STRING -> text();
      case GUID -> new UUID(random.nextLong(), random.nextLong());
      case BINARY -> {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        yield bytes;
      }
      case DATE_TIME -> reading(FIRST_SECOND, LAST_SECOND);
      case DATE_TIME_OFFSET -> offsetReading();
      case TIME -> {
        long ticks = whole();
        yield Duration.ofSeconds(ticks / TICKS, ticks % TICKS * 100);
      }
    };
  }

  /** Of any size, the ends more often than others. */
  private long whole() {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> Integer.MIN_VALUE;
      case 3 -> random.nextInt(3) - 1;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private BigDecimal decimal() {
    BigInteger digits = new BigInteger(random.nextInt(127), random).mod(MOST_DECIMAL);
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(21));
  }

  private LocalDateTime reading(long first, long last) {
    long second =
        switch (random.nextInt(8)) {
          case 0 -> first;
          case 1 -> last;
          default -> first + (long) (random.nextDouble() * (last - first));
        };
    int tick = random.nextInt(4) == 0 ? 0 : random.nextInt((int) TICKS);
    return LocalDateTime.ofEpochSecond(second, tick * 100, ZoneOffset.UTC);
  }

  private OffsetDateTime offsetReading() {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 14 * 60 + 1) - 14 * 60) * 60);
    return reading(FIRST_SECOND + DAY, LAST_SECOND - DAY).atOffset(offset);
  }

  /** Whatever both formats carry: no control characters but three, no halves of pairs. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(30); left > 0; left--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append(AWKWARD.get(random.nextInt(AWKWARD.size())));
        case 1 -> text.appendCodePoint(0x80 + random.nextInt(0xD800 - 0x80));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }
}
