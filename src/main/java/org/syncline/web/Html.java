package org.syncline.web;

/** Puts HTML together; whatever is not a tag is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder(4096);

  /** Adds markup as it is; only for constants. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds text that may hold anything. */
  Html text(Object value) {
    String text = String.valueOf(value);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
