package org.syncline.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names and texts in statements for MariaDB. */
final class MariaDbNames {
  /** In characters; a longer name is refused. */
  private static final int MOST_CHARACTERS = 64;

  private MariaDbNames() {}

  /** A name for something of Syncline's that belongs to something else; not longer than allowed. */
  static String own(String prefix, String of) {
    return SqlText.own(prefix, of, MOST_CHARACTERS);
  }

  /** A text that means itself under every {@code sql_mode} and character set of a connection. */
  static String literal(String text) {
    return text.matches("[A-Za-z0-9_]+")
        ? "'" + text + "'"
        : "CONVERT(0x%s USING utf8mb4)"
            .formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }
}
