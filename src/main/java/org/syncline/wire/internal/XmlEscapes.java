package org.syncline.wire.internal;

/**
 * Escapes for XML 1.0. What XML cannot carry at all (most control characters, single surrogates)
 * goes out as U+FFFD, because one such character would make the whole answer unreadable.
 */
public final class XmlEscapes extends Escapes {
  /** Between tags: a carriage return is escaped, tab and line feed are not. */
  public static final XmlEscapes TEXT = new XmlEscapes("&<>", false);

  /** Between double quotes: tab and line feed are escaped too, or readers would make blanks. */
  public static final XmlEscapes ATTRIBUTE = new XmlEscapes("&<>\"", true);

  private static final int REPLACEMENT = 0xFFFD;

  private final boolean attribute;

  private XmlEscapes(String special, boolean attribute) {
    super(special);
    this.attribute = attribute;
  }

  @Override
  protected int write(Utf8Buffer out, String text, int at) {
    int character = text.codePointAt(at);
    switch (character) {
      case '&' -> out.ascii("&amp;");
      case '<' -> out.ascii("&lt;");
      case '>' -> out.ascii("&gt;");
      case '"' -> out.ascii("&quot;");
      case '\r' -> out.ascii("&#xD;");
      case '\t' -> out.ascii(attribute ? "&#x9;" : "\t");
      case '\n' -> out.ascii(attribute ? "&#xA;" : "\n");
      default -> out.codePoint(isCarried(character) ? character : REPLACEMENT);
    }
    return Character.charCount(character);
  }

  private static boolean isCarried(int character) {
    return character >= ' '
        && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
        && character != 0xFFFE
        && character != 0xFFFF;
  }
}
