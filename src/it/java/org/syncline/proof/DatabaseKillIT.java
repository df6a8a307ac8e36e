package org.syncline.proof;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.DatabaseServer;
import org.syncline.testkit.LiveServer;

/**
 * Hazards 21, 23, 41: the database server is killed with {@code kill -9} and started again while
 * devices sync and other programs write. Syncline goes on without being started again, and nothing
 * that was acknowledged is missing or there twice.
 *
 * <p>The system property {@code proof.database.kills} sets how often on each database, one by
 * default.
 */
class DatabaseKillIT {
  private static final int KILLS = Integer.getInteger("proof.database.kills", 1);
  private static final int OPERATIONS = 12;

  private final long seed = Long.getLong("proof.seed", System.nanoTime());
  private final Random random = new Random(seed);

  static List<DatabaseKind> databases() {
    return ProofSettings.databases().stream().filter(kind -> kind != DatabaseKind.H2).toList();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void the_server_goes_on_when_its_database_is_back(DatabaseKind kind) throws Exception {
    try (DatabaseServer databases = DatabaseServer.own(kind);
        LiveServer server = LiveServer.startOn(databases, settings -> settings);
        Bustle bustle = new Bustle(server, seed, i -> server.uri())) {
      for (int kill = 0; kill < KILLS; kill++) {
        bustle.begin();
        bustle.awaitOperations(OPERATIONS);
        Thread.sleep(random.nextInt(300));
        databases.kill();
        Thread.sleep(random.nextInt(1_000));
        databases.startAgain();
        bustle.awaitOperations(OPERATIONS);
        bustle.stop();
        bustle.settleAndAudit();
      }
      System.out.printf("%s, seed %d: %d kills of the database; %s%n", kind, seed, KILLS, bustle);
      bustle.findings.assertNone();
    }
  }
}
