package org.syncline.wire.internal;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * Writes numbers, guids and bytes in the forms that both formats and the ids share: ASCII without
 * quotes (wire reference, section 9). {@link ClockText} does the same for points in time.
 */
public final class PlainText {
  private static final String HEX = "0123456789abcdef";
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** From this power of ten on .NET writes a Double with an exponent. */
  private static final int DOUBLE_DIGITS = 15;

  /** The same for a Single. */
  private static final int SINGLE_DIGITS = 7;

  private PlainText() {}

  /** Lower case with dashes: clients compare guids as text. */
  public static void guid(Utf8Buffer out, UUID value) {
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    hex(out, high >>> 32, 8);
    out.put('-');
    hex(out, high >>> 16, 4);
    out.put('-');
    hex(out, high, 4);
    out.put('-');
    hex(out, low >>> 48, 4);
    out.put('-');
    hex(out, low, 12);
  }

  private static void hex(Utf8Buffer out, long value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.put(HEX.charAt((int) (value >>> shift) & 15));
    }
  }

  /** All digits, never an exponent, keeping the scale. */
  public static void decimal(Utf8Buffer out, BigDecimal value) {
    out.ascii(value.toPlainString());
  }

  /** As .NET writes it: {@code 0.5}, {@code 1E-10}, {@code NaN}, {@code -Infinity}. */
  public static void number(Utf8Buffer out, double value) {
    floating(out, Double.toString(value), DOUBLE_DIGITS);
  }

  /** As .NET writes it: {@code 3.14159}, {@code 1E+20}, {@code NaN}, {@code -Infinity}. */
  public static void number(Utf8Buffer out, float value) {
    floating(out, Float.toString(value), SINGLE_DIGITS);
  }

  /** Rewrites Java's text of a floating point number, whose value it keeps, into .NET's layout. */
  private static void floating(Utf8Buffer out, String java, int mostPlain) {
    if (java.endsWith("N") || java.endsWith("y")) {
      out.ascii(java);
      return;
    }
    boolean negative = java.charAt(0) == '-';
    int e = java.indexOf('E');
    String mantissa = java.substring(negative ? 1 : 0, e < 0 ? java.length() : e);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int power = point - 1 + (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1)));
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
      power--;
    }
    int last = digits.length();
    while (last > first + 1 && digits.charAt(last - 1) == '0') {
      last--;
    }
    digits = digits.substring(first, last);
    if (negative) {
      out.put('-');
    }
    if (digits.equals("0")) {
      out.put('0');
    } else if (power < -4 || power >= mostPlain) {
      exponential(out, digits, power);
    } else {
      fixed(out, digits, power);
    }
  }

  private static void exponential(Utf8Buffer out, String digits, int power) {
    out.put(digits.charAt(0));
    if (digits.length() > 1) {
      out.put('.');
      out.ascii(digits.substring(1));
    }
    out.put('E');
    out.put(power < 0 ? '-' : '+');
    int size = Math.abs(power);
    out.padded(size, size < 100 ? 2 : 3);
  }

  private static void fixed(Utf8Buffer out, String digits, int power) {
    if (power < 0) {
      out.ascii("0.");
      out.ascii("0".repeat(-power - 1));
      out.ascii(digits);
    } else if (digits.length() <= power + 1) {
      out.ascii(digits);
      out.ascii("0".repeat(power + 1 - digits.length()));
    } else {
      out.ascii(digits.substring(0, power + 1));
      out.put('.');
      out.ascii(digits.substring(power + 1));
    }
  }

  /**
   * Standard alphabet, padded, one line.
   *
   * @param escapeSlash whether {@code /} goes out as {@code \/}, the custom of the JSON format
   */
  public static void base64(Utf8Buffer out, byte[] value, boolean escapeSlash) {
    int i = 0;
    for (; i + 2 < value.length; i += 3) {
      int three = ((value[i] & 255) << 16) | ((value[i + 1] & 255) << 8) | (value[i + 2] & 255);
      sextet(out, three >> 18, escapeSlash);
      sextet(out, three >> 12, escapeSlash);
      sextet(out, three >> 6, escapeSlash);
      sextet(out, three, escapeSlash);
    }
    int left = value.length - i;
    if (left > 0) {
      int rest = ((value[i] & 255) << 16) | (left > 1 ? (value[i + 1] & 255) << 8 : 0);
      sextet(out, rest >> 18, escapeSlash);
      sextet(out, rest >> 12, escapeSlash);
      if (left > 1) {
        sextet(out, rest >> 6, escapeSlash);
      } else {
        out.put('=');
      }
      out.put('=');
    }
  }

  private static void sextet(Utf8Buffer out, int bits, boolean escapeSlash) {
    char c = BASE64.charAt(bits & 63);
    if (escapeSlash && c == '/') {
      out.put('\\');
    }
    out.put(c);
  }
}
