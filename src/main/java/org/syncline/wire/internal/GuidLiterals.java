package org.syncline.wire.internal;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads guids in each of the forms that .NET knows; answers null if the text is none. */
final class GuidLiterals {
  private static final Pattern DASHED =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern DIGITS = Pattern.compile("(?i)[0-9a-f]{32}");

  /** {@code {0x00000000,0x0000,0x0000,{0x00,0x00,0x00,0x00,0x00,0x00,0x00,0x00}}}. */
  private static final Pattern STRUCTURE =
      Pattern.compile(
          "(?i)\\{0x([0-9a-f]{1,8}),0x([0-9a-f]{1,4}),0x([0-9a-f]{1,4}),\\{0x([0-9a-f]{1,2})"
              + ",0x([0-9a-f]{1,2})".repeat(7)
              + "\\}\\}");

  private GuidLiterals() {}

  static UUID parse(String text) {
    String inner = text;
    if (text.length() == 38 && (enclosed(text, '{', '}') || enclosed(text, '(', ')'))) {
      inner = text.substring(1, 37);
    }
    if (DASHED.matcher(inner).matches()) {
      return UUID.fromString(inner);
    }
    if (DIGITS.matcher(text).matches()) {
      return ofDigits(text);
    }
    Matcher structure = STRUCTURE.matcher(text);
    return structure.matches() ? ofParts(structure) : null;
  }

  private static boolean enclosed(String text, char open, char close) {
    return text.charAt(0) == open && text.charAt(text.length() - 1) == close;
  }

  private static UUID ofDigits(String digits) {
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  private static UUID ofParts(Matcher structure) {
    StringBuilder digits = new StringBuilder(32);
    for (int part = 1; part <= structure.groupCount(); part++) {
      int size = part == 1 ? 8 : part <= 3 ? 4 : 2;
      String hex = structure.group(part);
      digits.append("0".repeat(size - hex.length())).append(hex);
    }
    return ofDigits(digits.toString());
  }
}
