package org.syncline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The page cache of the server's H2 database. It follows what is read rather than what is held, and
 * oversteps its limit for long: a page that was evicted, and is read again before the collector
 * takes it, comes back without another one leaving. So what the server itself holds is told apart
 * only while the cache is empty.
 */
final class PageCache {
  private final Path data;
  private final int port;

  PageCache(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** Forgets all pages; the limit stays as it is, and pages come back as they are read. */
  void empty() throws IOException, SQLException {
    String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/" + data.resolve("default");
    String password = Files.readString(data.resolve("h2.password")).strip();
    try (Connection connection = DriverManager.getConnection(url, "sa", password);
        Statement statement = connection.createStatement()) {
      statement.execute("SET CACHE_SIZE " + kibibytes(statement));
    }
  }

  private static long kibibytes(Statement statement) throws SQLException {
    String limit =
        "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
            + " WHERE SETTING_NAME = 'info.CACHE_MAX_SIZE'";
    try (ResultSet mebibytes = statement.executeQuery(limit)) {
      mebibytes.next();
      return mebibytes.getLong(1) << 10;
    }
  }
}
