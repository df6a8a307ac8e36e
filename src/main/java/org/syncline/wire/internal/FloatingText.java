package org.syncline.wire.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes floating point numbers as .NET does (wire reference, section 9): {@code 0.5}, {@code
 * 1E-10}, {@code NaN}, {@code -Infinity}. A number gets the few digits that .NET trusts if they are
 * enough to read the same number back, else two more than those.
 */
public final class FloatingText {
  private static final MathContext DOUBLE_SHORT = digits(15);
  private static final MathContext DOUBLE_LONG = digits(17);
  private static final MathContext SINGLE_SHORT = digits(7);
  private static final MathContext SINGLE_LONG = digits(9);

  /** The lowest power of ten that is still written without an exponent. */
  private static final int LEAST_PLAIN = -4;

  private FloatingText() {}

  private static MathContext digits(int count) {
    return new MathContext(count, RoundingMode.HALF_EVEN);
  }

  public static void write(Utf8Buffer out, double value) {
    if (!Double.isFinite(value) || value == 0) {
      special(out, value);
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.round(DOUBLE_SHORT);
    if (rounded.doubleValue() == value) {
      write(out, rounded, DOUBLE_SHORT);
    } else {
      write(out, exact.round(DOUBLE_LONG), DOUBLE_LONG);
    }
  }

  public static void write(Utf8Buffer out, float value) {
    if (!Float.isFinite(value) || value == 0) {
      special(out, value);
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.round(SINGLE_SHORT);
    if (rounded.floatValue() == value) {
      write(out, rounded, SINGLE_SHORT);
    } else {
      write(out, exact.round(SINGLE_LONG), SINGLE_LONG);
    }
  }

  private static void special(Utf8Buffer out, double value) {
    if (value == 0) {
      out.ascii(Math.copySign(1, value) < 0 ? "-0" : "0");
    } else {
      out.ascii(Double.toString(value));
    }
  }

  private static void write(Utf8Buffer out, BigDecimal value, MathContext digits) {
    BigDecimal shortest = value.stripTrailingZeros();
    int power = shortest.precision() - shortest.scale() - 1;
    if (power >= LEAST_PLAIN && power < digits.getPrecision()) {
      out.ascii(shortest.toPlainString());
      return;
    }
    String figures = shortest.unscaledValue().abs().toString();
    if (shortest.signum() < 0) {
      out.put('-');
    }
    out.put(figures.charAt(0));
    if (figures.length() > 1) {
      out.put('.');
      out.ascii(figures.substring(1));
    }
    out.put('E');
    out.put(power < 0 ? '-' : '+');
    int size = Math.abs(power);
    out.padded(size, size < 100 ? 2 : 3);
  }
}
