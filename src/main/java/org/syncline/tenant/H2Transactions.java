package org.syncline.tenant;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since when H2's sessions have been seen with something that is not committed. H2 does not tell
 * when a transaction began, so somebody has to look now and then; one that always finds the same
 * session in the middle of some transaction takes them for one. Safe for many threads.
 */
final class H2Transactions {
  private final InstantSource clock;
  private final Map<String, Instant> seenFirst = new HashMap<>();

  H2Transactions(InstantSource clock) {
    this.clock = clock;
  }

  synchronized OpenTransactions look(Connection connection) throws SQLException {
    Instant now = clock.instant();
    Map<String, Instant> seen = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 'session ' || SESSION_ID || ' of user ' || USER_NAME"
                    + " || COALESCE(' at ' || CLIENT_ADDR, '') || ', begun '"
                    + " || CAST(SESSION_START AS TIMESTAMP(0) WITH TIME ZONE)"
                    + " FROM INFORMATION_SCHEMA.SESSIONS"
                    + " WHERE CONTAINS_UNCOMMITTED AND SESSION_ID <> SESSION_ID()")) {
      while (rows.next()) {
        String who = rows.getString(1);
        seen.put(who, seenFirst.getOrDefault(who, now));
      }
    }
    seenFirst.clear();
    seenFirst.putAll(seen);
    Optional<OpenTransactions.Oldest> oldest =
        seen.entrySet().stream()
            .min(Comparator.comparing(Map.Entry<String, Instant>::getValue))
            .map(e -> new OpenTransactions.Oldest(e.getKey(), Duration.between(e.getValue(), now)));
    return new OpenTransactions(oldest, "");
  }
}
