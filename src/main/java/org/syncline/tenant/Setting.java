package org.syncline.tenant;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Makes sense of the text of one setting, or says what it is, and what it must be. */
public final class Setting {
  private Setting() {}

  /**
   * A whole number.
   *
   * @param source gives the text of a setting
   * @throws IllegalStateException with a sentence for the operator
   */
  public static long number(
      Function<String, Optional<String>> source, String key, long standard, long least, long most) {
    String text = source.apply(key).map(String::strip).orElse(Long.toString(standard));
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of bounds
    }
    throw refused(key, text, "a whole number from " + least + " to " + most);
  }

  /**
   * A truth value.
   *
   * @param source gives the text of a setting
   * @throws IllegalStateException with a sentence for the operator
   */
  public static boolean flag(
      Function<String, Optional<String>> source, String key, boolean standard) {
    String text = source.apply(key).map(String::strip).orElse(Boolean.toString(standard));
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(key, text, "true or false");
    };
  }

  /** What stops the start. */
  public static IllegalStateException refused(String key, String value, String wanted) {
    return new IllegalStateException(
        "Syncline does not start: " + key + " is '" + value + "'; it must be " + wanted);
  }
}
