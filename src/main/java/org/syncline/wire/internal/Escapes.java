package org.syncline.wire.internal;

/** How one format writes the characters of a text. Immutable. */
public abstract class Escapes {
  /** Which of the ASCII characters go out as they are. */
  final boolean[] plain = new boolean[128];

  /**
   * For a format with these special characters.
   *
   * @param special ASCII characters from U+0020 on that do not go out as they are; control
   *     characters never do
   */
  protected Escapes(String special) {
    for (char c = ' '; c < 128; c++) {
      plain[c] = special.indexOf(c) < 0;
    }
  }

  /**
   * Writes the character at {@code at}, which is not a plain one.
   *
   * @return how many chars of {@code text} it was: 1, or 2 for a surrogate pair
   */
  protected abstract int write(Utf8Buffer out, String text, int at);

  /** The whole text as bytes, for pieces that are the same in every row. */
  public final byte[] bytes(String text) {
    Utf8Buffer out = new Utf8Buffer(text.length());
    out.text(text, this);
    return out.toByteArray();
  }
}
