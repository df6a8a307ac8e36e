package org.syncline.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;

/** A server with one user and one list, and the plain table beside its own. */
final class Bench implements AutoCloseable {
  private static final String HEAP = "-Xmx512m";

  final LiveServer server;
  final ServerDatabase database;
  final UUID user;
  final UUID list = UUID.randomUUID();

  private Bench(LiveServer server) throws IOException, InterruptedException {
    this.server = server;
    this.database = server.database();
    this.user = server.login("bench");
  }

  static Bench start(DatabaseKind kind) throws IOException, InterruptedException, SQLException {
    LiveServer server = LiveServer.start(kind, settings -> settings.jvm(HEAP));
    try {
      Bench bench = new Bench(server);
      bench.fill();
      System.out.printf(
          "%s, server with %s, %d cores, Java %s%n",
          kind, HEAP, Runtime.getRuntime().availableProcessors(), Runtime.version());
      return bench;
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void fill() throws SQLException {
    database.run(
        "INSERT INTO `List` (`ID`, `Name`, `UserID`, `CreatedDate`)"
            + " VALUES (?, 'bench', ?, CURRENT_TIMESTAMP)",
        list,
        user);
    PlainTable.create(database);
  }

  SyncClient client() {
    return new SyncClient(server.uri(), user.toString());
  }

  /** How many changes wait for a number. */
  long waiting() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement count =
            connection.prepareStatement("SELECT COUNT(*) FROM SYNCLINE_LOG WHERE SEQ IS NULL");
        ResultSet rows = count.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Waits until every change has its number; gives the seconds. */
  double awaitNumbered() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (waiting() > 0) {
      Thread.sleep(100);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  /** The smallest value that at least this share of the values does not exceed. */
  static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
