package org.syncline.wire.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that grow at the end. Every row of every answer passes through here, so nothing is
 * allocated per value. Not thread-safe.
 */
public final class Utf8Buffer {
  private byte[] bytes;
  private int length;

  /**
   * An empty buffer.
   *
   * @param capacity bytes to begin with; more are taken when they are needed
   */
  public Utf8Buffer(int capacity) {
    bytes = new byte[Math.max(capacity, 64)];
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** Forgets everything written after the first {@code size} bytes. */
  public void truncate(int size) {
    if (size < 0 || size > length) {
      throw new IllegalArgumentException("cannot keep " + size + " of " + length + " bytes");
    }
    length = size;
  }

  /** Writes one ASCII character. */
  public void put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  public void put(byte[] piece) {
    reserve(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
  }

  /** Writes text that is known to hold ASCII only. */
  public void ascii(String text) {
    int size = text.length();
    reserve(size);
    for (int i = 0; i < size; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += size;
  }

  /** Writes one character of the Unicode planes as one to four bytes. */
  public void codePoint(int character) {
    reserve(4);
    if (character < 0x80) {
      bytes[length++] = (byte) character;
    } else if (character < 0x800) {
      bytes[length++] = (byte) (0xC0 | (character >> 6));
      bytes[length++] = (byte) (0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
      bytes[length++] = (byte) (0xE0 | (character >> 12));
      bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (character & 0x3F));
    } else {
      bytes[length++] = (byte) (0xF0 | (character >> 18));
      bytes[length++] = (byte) (0x80 | ((character >> 12) & 0x3F));
      bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (character & 0x3F));
    }
  }

  /** Writes text; what the format cannot carry as it is goes through {@code escapes}. */
  public void text(String text, Escapes escapes) {
    int size = text.length();
    boolean[] plain = escapes.plain;
    int at = 0;
    while (at < size) {
      reserve(size - at);
      byte[] to = bytes;
      int end = length;
      for (; at < size; at++) {
        char c = text.charAt(at);
        if (c >= 128 || !plain[c]) {
          break;
        }
        to[end++] = (byte) c;
      }
      length = end;
      if (at < size) {
        at += escapes.write(this, text, at);
      }
    }
  }

  /** Writes a decimal number. */
  public void number(long value) {
    if (value < 0) {
      put('-');
    }
    // worked out below zero, where the smallest long has room too
    long rest = value < 0 ? value : -value;
    int digits = 1;
    for (long r = rest / 10; r != 0; r /= 10) {
      digits++;
    }
    digits(rest, digits);
  }

  /** Writes a number from 0 on with leading zeros. */
  public void padded(long value, int digits) {
    digits(-value, digits);
  }

  private void digits(long negative, int digits) {
    reserve(digits);
    long rest = negative;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' - rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Makes room for {@code more} bytes. */
  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8L);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) doubled));
    }
  }

  /** Copies the bytes from {@code from} to before {@code to}. */
  public void writeTo(OutputStream out, int from, int to) throws IOException {
    out.write(bytes, from, to - from);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** The bytes as text. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
