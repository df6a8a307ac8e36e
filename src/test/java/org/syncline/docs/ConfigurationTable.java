package org.syncline.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The table of settings in docs/configuration.md. */
public final class ConfigurationTable {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(syncline\\.[^`]+)` \\| (`[^`]*`|none) \\|", Pattern.MULTILINE);

  private ConfigurationTable() {}

  /** Defaults by setting, in the order of the page; "none" where there is no default. */
  public static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    ROW.matcher(page())
        .results()
        .forEach(row -> defaults.put(row.group(1), row.group(2).replace("`", "")));
    return defaults;
  }

  private static String page() {
    try {
      return Files.readString(Path.of("docs", "configuration.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
