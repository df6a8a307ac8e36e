package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.LiveServer;

/**
 * Hazards 14, 21, 22, 23, 41: the server is killed with {@code kill -9} while devices sync and
 * other programs write, at any moment or at one that is known to be hard, and started again on the
 * same data. No acknowledged change is missing, none is applied twice, no checkpoint is broken, and
 * devices end up equal to the database: no anchor skips.
 *
 * <p>The system property {@code proof.kills} sets how often on each database, in place of a few,
 * and {@code proof.databases} on which. No kill in n losing anything says: less than 3/n per kill,
 * with 95 % confidence.
 */
class KillIT {
  private static final int OPERATIONS_BEFORE_A_KILL = 12;

  private final long seed = Long.getLong("proof.seed", System.nanoTime());

  static List<DatabaseKind> databases() {
    return ProofSettings.databases();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(DatabaseKind kind)
      throws Exception {
    List<KillPoint> points = points(kind);
    try (LiveServer server = LiveServer.start(kind, settings -> settings);
        Bustle bustle = new Bustle(server, seed, i -> server.uri());
        Killer killer = new Killer(server, bustle, seed)) {
      for (KillPoint point : points) {
        bustle.settleAndAudit();
        killer.noteWhatMayGo();
        bustle.begin();
        bustle.awaitOperations(OPERATIONS_BEFORE_A_KILL);
        if (kind == DatabaseKind.H2) {
          // it makes no promise for programs that write in the very moment, see docs/operations.md
          bustle.stopWriters();
        }
        killer.killAt(point);
        bustle.stop();
        server.startAgain();
        bustle.settleAndAudit();
      }
      System.out.printf(
          "%s, seed %d: %d kills, %d of them where they were meant to be; %s%n",
          kind, seed, points.size(), killer.reached(), bustle);
      bustle.findings.assertNone();
      assertThat(bustle.acknowledged()).isGreaterThan(OPERATIONS_BEFORE_A_KILL * points.size());
    }
  }

  /** A few of them on each database, so that each is there once. */
  private static List<KillPoint> points(DatabaseKind kind) {
    return ProofSettings.rounds(
        "proof.kills",
        KillPoint.values(),
        switch (kind) {
          case H2 -> List.of(KillPoint.ANY, KillPoint.IN_UPLOADS, KillPoint.AFTER_COMMIT);
          case POSTGRES -> List.of(KillPoint.IN_PURGE, KillPoint.IN_NUMBERING, KillPoint.IN_ANSWER);
          case MARIADB -> List.of(KillPoint.IN_UPLOADS, KillPoint.AFTER_COMMIT);
        });
  }
}
