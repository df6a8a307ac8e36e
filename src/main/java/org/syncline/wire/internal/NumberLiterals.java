package org.syncline.wire.internal;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads truth values and numbers; answers null or throws if the text is none. */
final class NumberLiterals {
  /** More digits than any column holds, and few enough to be read quickly. */
  private static final int MOST_DIGITS = 64;

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
  private static final Pattern FLOATING =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private NumberLiterals() {}

  /** {@code true} or {@code false} in any case; 0 and 1 are neither. */
  static Boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return Boolean.TRUE;
    }
    return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }

  /** Digits and a sign; no fraction, exponent or suffix. */
  static long whole(String text, long least, long most) {
    String digits = text.strip();
    if (digits.length() > MOST_DIGITS || !WHOLE.matcher(digits).matches()) {
      throw new NumberFormatException();
    }
    long value = Long.parseLong(digits);
    if (value < least || value > most) {
      throw new NumberFormatException();
    }
    return value;
  }

  /** Digits, a point and a sign; an exponent or suffix is refused. */
  static BigDecimal decimal(String text) {
    if (text.length() > MOST_DIGITS || !DECIMAL.matcher(text).matches()) {
      return null;
    }
    return new BigDecimal(text);
  }

  static Double floating(String text) {
    Double odd = odd(text);
    if (odd != null) {
      return odd;
    }
    if (text.length() > MOST_DIGITS || !FLOATING.matcher(text).matches()) {
      return null;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? null : (Double) value;
  }

  static Float single(String text) {
    Double odd = odd(text);
    if (odd != null) {
      return odd.floatValue();
    }
    if (text.length() > MOST_DIGITS || !FLOATING.matcher(text).matches()) {
      return null;
    }
    float value = Float.parseFloat(text);
    return Float.isInfinite(value) ? null : (Float) value;
  }

  private static Double odd(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity", "INF", "+Infinity", "+INF" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }
}
