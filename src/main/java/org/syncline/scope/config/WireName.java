package org.syncline.scope.config;

/** What tables and columns are called on the wire. */
public final class WireName {
  private WireName() {}

  /**
   * The name of something that the file gives no other name: with {@code _} for blanks and dots.
   *
   * @throws IllegalArgumentException if that cannot be a name on the wire
   */
  public static String of(String sqlName) {
    String name = underscored(sqlName.strip());
    if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
      throw new IllegalArgumentException(
          "'%s' cannot be a name on the wire: give it a GlobalName of letters, digits and underscores that begins with a letter"
              .formatted(name));
    }
    return name;
  }

  static String underscored(String name) {
    return name.replace(' ', '_').replace('.', '_');
  }
}
