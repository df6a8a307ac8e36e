package org.syncline.tenant;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a database is and who may use it. The address may be told to people, the password may not.
 *
 * @param url for JDBC, without a password
 */
record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String MARIADB = "jdbc:mariadb:";
  private static final String SQL_SERVER = "jdbc:sqlserver:";
  private static final Pattern PASSWORD =
      Pattern.compile("[?&;]\\s*(?i:[a-z]*(?:password|secret))\\s*=");

  DatabaseAddress {
    if (!url.startsWith(POSTGRESQL) && !url.startsWith(MARIADB) && !url.startsWith(SQL_SERVER)) {
      throw new IllegalStateException(
          "syncline.database.url must begin with "
              + POSTGRESQL
              + " or "
              + MARIADB
              + ", as in jdbc:postgresql://db.example.org/syncline; leave it out to use the embedded"
              + " database");
    }
    if (PASSWORD.matcher(url).find()) {
      throw new IllegalStateException(
          "syncline.database.url is shown to operators, so no password may be in it; put it into"
              + " syncline.database.password");
    }
  }

  boolean isSqlServer() {
    return url.startsWith(SQL_SERVER);
  }

  boolean isMariaDb() {
    return url.startsWith(MARIADB);
  }

  /** The address without what is only of interest to the driver. */
  String name() {
    return url.substring("jdbc:".length()).split("\\?", 2)[0];
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url;
  }
}
