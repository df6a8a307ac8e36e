package org.syncline.wire.internal;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * Writes decimals, guids and bytes in the forms that both formats and the ids share: ASCII without
 * quotes (wire reference, section 9). {@link FloatingText} and {@link ClockText} do the same for
 * other types.
 */
public final class PlainText {
  private static final String HEX = "0123456789abcdef";
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
