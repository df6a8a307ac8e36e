package org.syncline.testkit;

/** What the original clients insist on; a broken one fails the test with the offending piece. */
final class Checks {
  private Checks() {}

  static void require(boolean holds, String message, Object piece) {
    if (!holds) {
      String text = String.valueOf(piece);
      throw new AssertionError(
          message + ": " + (text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text));
    }
  }
}
