package org.syncline.wire.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.syncline.model.EdmType;

/**
 * Reads values from text, as the body of a request, an id or a query option carries them (wire
 * reference, sections 9, 20 and 26). More forms are understood than are ever written.
 */
public final class Literals {
  /** How much of a bad text an error message repeats. */
  private static final int MOST_ECHO = 60;

  private static final UUID NO_GUID = new UUID(0, 0);

  private Literals() {}

  /**
   * The value that a text stands for.
   *
   * @return a value of the type's {@link EdmType#javaType()}
   * @throws IllegalArgumentException if the text is no such value; the message completes a sentence
   *     that begins with a property's or parameter's name, as in {@code is not an Edm.Int32: "abc"}
   */
  public static Object parse(EdmType type, String text) {
    Object value;
    try {
      value = read(type, text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(notA(type, text), e);
    }
    if (value == null) {
      throw new IllegalArgumentException(notA(type, text));
    }
    return value;
  }

  private static String notA(EdmType type, String text) {
    return "is not an " + type.edmName() + ": \"" + shortened(text) + "\"";
  }

  /** At most the first {@value #MOST_ECHO} characters, for messages. */
  public static String shortened(String text) {
    return shortened(text, MOST_ECHO);
  }

  /** At most so many characters of the text, and dots for the rest. */
  static String shortened(String text, int mostChars) {
    return text.length() <= mostChars ? text : text.substring(0, mostChars) + "...";
  }

  /** Answers null, or throws any RuntimeException, if the text is no such value. */
  private static Object read(EdmType type, String text) {
    return switch (type) {
      case STRING -> text;
      case BOOLEAN -> NumberLiterals.bool(text.strip());
      case BYTE -> (short) NumberLiterals.whole(text, 0, 255);
      case SBYTE -> (byte) NumberLiterals.whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> (short) NumberLiterals.whole(text, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> (int) NumberLiterals.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> NumberLiterals.whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
      case SINGLE -> NumberLiterals.single(text.strip());
      case DOUBLE -> NumberLiterals.floating(text.strip());
      case DECIMAL -> NumberLiterals.decimal(text.strip());
      case GUID -> GuidLiterals.parse(text.strip());
      case BINARY -> base64(text);
      case DATE_TIME -> ClockLiterals.dateTime(text.strip());
      case DATE_TIME_OFFSET -> ClockLiterals.dateTimeOffset(text.strip());
      case TIME -> ClockLiterals.time(text.strip());
    };
  }

  /** The standard alphabet with padding; blanks and line ends may stand between. */
  private static byte[] base64(String text) {
    String packed = withoutBlanks(text);
    if (packed.length() % 4 != 0) {
      return null;
    }
    return Base64.getDecoder().decode(packed);
  }

  /** The text without blanks, tabs and line ends. */
  public static String withoutBlanks(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length() && clean; i++) {
      clean = text.charAt(i) > ' ';
    }
    return clean ? text : text.replaceAll("[ \\t\\r\\n]+", "");
  }

  /**
   * What the wire's types hold when nothing was said; null for those that are references in .NET.
   */
  public static Object zero(EdmType type) {
    return switch (type) {
      case STRING, BINARY -> null;
      case BOOLEAN -> false;
      case BYTE, INT16 -> (short) 0;
      case SBYTE -> (byte) 0;
      case INT32 -> 0;
      case INT64 -> 0L;
      case SINGLE -> 0f;
      case DOUBLE -> 0d;
      case DECIMAL -> BigDecimal.ZERO;
      case GUID -> NO_GUID;
      case DATE_TIME -> LocalDateTime.of(1, 1, 1, 0, 0);
      case DATE_TIME_OFFSET -> OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
      case TIME -> Duration.ZERO;
    };
  }

  /**
   * What the original makes of a null in a property that cannot be null: an error for these types,
   * the zero value for others.
   */
  static boolean refusesNull(EdmType type) {
    return switch (type) {
      case BOOLEAN, BYTE, SBYTE, INT16, INT32, INT64, SINGLE, DOUBLE -> true;
      case STRING, BINARY, DECIMAL, GUID, DATE_TIME, DATE_TIME_OFFSET, TIME -> false;
    };
  }
}
