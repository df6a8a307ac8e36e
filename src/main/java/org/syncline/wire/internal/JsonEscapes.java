package org.syncline.wire.internal;

/**
 * The original's escapes: a slash as {@code \/}; control characters, surrogates, the two Unicode
 * line ends and the two last code units as six characters; all else as it is.
 */
public final class JsonEscapes extends Escapes {
  public static final JsonEscapes JSON = new JsonEscapes();

  private static final String HEX = "0123456789abcdef";

  private JsonEscapes() {
    super("\"\\/");
  }

  /** Writes a text between quotes. */
  public static void string(Utf8Buffer out, String text) {
    out.put('"');
    out.text(text, JSON);
    out.put('"');
  }

  @Override
  protected int write(Utf8Buffer out, String text, int at) {
    char c = text.charAt(at);
    switch (c) {
      case '"', '\\', '/' -> {
        out.put('\\');
        out.put(c);
      }
      case '\t' -> out.ascii("\\t");
      case '\n' -> out.ascii("\\n");
      case '\r' -> out.ascii("\\r");
      default -> {
        if (isRaw(c)) {
          out.codePoint(c);
        } else {
          hex(out, c);
        }
      }
    }
    return 1;
  }

  private static boolean isRaw(char c) {
    return c >= ' ' && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029' && c < '\ufffe';
  }

  private static void hex(Utf8Buffer out, char c) {
    out.ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.put(HEX.charAt(c >> shift & 15));
    }
  }
}
