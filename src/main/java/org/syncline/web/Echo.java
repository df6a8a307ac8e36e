package org.syncline.web;

/** What refusals repeat of an address: enough to find it, and no more. */
final class Echo {
  private static final int MOST_CHARS = 60;

  private Echo() {}

  /** The text between quotes; of a long one the beginning, and dots for the rest. */
  static String of(String text) {
    int most =
        text.offsetByCodePoints(0, Math.min(MOST_CHARS, text.codePointCount(0, text.length())));
    return "'" + (most == text.length() ? text : text.substring(0, most) + "...") + "'";
  }
}
