package org.syncline.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/** Percent-decoding that refuses what it cannot decode, where the JDK's decoder guesses. */
final class Percent {
  private Percent() {}

  /** A segment of a path: {@code +} stands for itself. */
  static String segment(String encoded) {
    return decode(encoded, false);
  }

  /** A name or value of a query: {@code +} stands for a blank. */
  static String query(String encoded) {
    return decode(encoded, true);
  }

  private static String decode(String encoded, boolean plusIsBlank) {
    if (encoded.indexOf('%') < 0) {
      return plusIsBlank ? encoded.replace('+', ' ') : encoded;
    }
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length() * 3);
    int at = 0;
    while (at < encoded.length()) {
      char c = encoded.charAt(at);
      if (c == '%') {
        bytes.put(octet(encoded, at));
        at += 3;
      } else {
        int next = encoded.offsetByCodePoints(at, 1);
        bytes.put(plain(c, encoded.substring(at, next), plusIsBlank));
        at = next;
      }
    }
    return utf8(bytes.flip(), encoded);
  }

  private static byte[] plain(char first, String character, boolean plusIsBlank) {
    return plusIsBlank && first == '+'
        ? new byte[] {' '}
        : character.getBytes(StandardCharsets.UTF_8);
  }

  private static byte octet(String encoded, int at) {
    int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
    int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new SyncException(
          ErrorCode.BAD_URL, "the address holds a '%' that two hexadecimal digits do not follow");
    }
    return (byte) (high << 4 | low);
  }

  private static String utf8(ByteBuffer bytes, String encoded) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new SyncException(
          ErrorCode.BAD_URL, Echo.of(encoded) + " in the address is not percent-encoded UTF-8", e);
    }
  }
}
