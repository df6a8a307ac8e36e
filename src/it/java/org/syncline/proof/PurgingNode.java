package org.syncline.proof;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.syncline.store.jdbc.HistoryPurge;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;

/**
 * What a node of the server does each hour, with its own code: removes history that is old. To it
 * everything is that it is told to take for old.
 */
final class PurgingNode implements AutoCloseable {
  private static final Duration RETENTION = Duration.ofDays(90);

  private final ServerDatabase database;
  private final HikariDataSource pool;
  private final HistoryPurge purge;

  PurgingNode(LiveServer server) throws IOException, SQLException {
    database = server.database();
    pool = database.pool();
    try (ListsDatabase lists = ListsDatabase.open(DatabaseKind.H2)) {
      purge =
          new HistoryPurge(
              pool, server.kind().dialect(), TrackedTable.of(List.of(lists.service())).values());
    }
  }

  /** The newest number; devices that have it can go on when all up to it is gone. */
  static long newest(ServerDatabase database) throws SQLException {
    return ((Number) database.ask("SELECT SEQ FROM SYNCLINE_CLOCK")).longValue();
  }

  /** Changes up to this number, and all receipts, are from long ago. */
  void age(long number) throws SQLException {
    Timestamp longAgo = Timestamp.from(Instant.now().minus(RETENTION.multipliedBy(2)));
    database.run("UPDATE SYNCLINE_PASS SET MADE_AT = ? WHERE SEQ <= ?", longAgo, number);
    database.run("UPDATE SYNCLINE_RECEIPT SET MADE_AT = ?", longAgo);
  }

  HistoryPurge.Purged purge() {
    return purge.olderThan(RETENTION);
  }

  @Override
  public void close() {
    pool.close();
  }
}
