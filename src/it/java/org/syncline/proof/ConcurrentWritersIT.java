package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.syncline.proof.WritersAgainstDevices.Outcome;
import org.syncline.testkit.LiveServer;

/**
 * Hazards 1 to 6: eight programs write with plain SQL, some rolling back, some committing late,
 * while four devices sync. Nothing is lost, and every checkpoint is one committed state. The same
 * test is seen failing when anchors are handed out as a sequence would do it.
 *
 * <p>The system property {@code writers.seconds} sets how long it takes, 20 by default.
 */
class ConcurrentWritersIT {
  private static final int SECONDS = Integer.getInteger("writers.seconds", 20);
  private static final String BATCH_BYTES = "16384";

  @Test
  void nothing_is_lost_and_no_checkpoint_is_broken() throws Exception {
    try (LiveServer server = server("false")) {
      Outcome outcome = WritersAgainstDevices.run(server, Duration.ofSeconds(SECONDS), seed());
      System.out.println("Writers against devices, " + SECONDS + " s: " + outcome);
      assertThat(outcome.broken()).isEmpty();
      assertThat(outcome.lost()).isZero();
      assertThat(outcome.committed()).as("enough was written").isGreaterThan(20 * SECONDS);
      assertThat(outcome.fewest()).as("no device starves").isGreaterThan(2);
      assertThat(outcome.batches())
          .as("catching up takes several batches")
          .isGreaterThan(outcome.checkpoints());
    }
  }

  @Test
  void the_same_run_finds_the_fault_of_a_naive_sequence_anchor() throws Exception {
    try (LiveServer server = server("true")) {
      for (int attempt = 1; attempt <= 5; attempt++) {
        Outcome outcome = WritersAgainstDevices.run(server, Duration.ofSeconds(4), seed());
        System.out.println("Writers against devices, naive anchor, 4 s: " + outcome);
        if (outcome.lost() > 0) {
          return;
        }
      }
    }
    throw new AssertionError("a naive anchor lost nothing that this test could see");
  }

  private static LiveServer server(String naive) throws Exception {
    return LiveServer.start(
        settings ->
            settings
                .property("syncline.services.DefaultScopeSyncService.batch-bytes", BATCH_BYTES)
                .property("syncline.test.naive-anchor", naive));
  }

  private static long seed() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    return seed;
  }
}
