package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;

/**
 * Hazards 14, 21, 22, 23, 41: the server is killed with {@code kill -9} at random moments while
 * several devices upload, and started again on the same data. No acknowledged change is missing,
 * none is applied twice, and devices that follow end up equal to the database: no anchor skips.
 *
 * <p>The system property {@code kill.rounds} sets how often, 3 by default. No kill in n rounds
 * losing anything says: less than 3/n per kill, with 95 % confidence.
 */
class KillIT {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);
  private static final int UPLOADERS = 4;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<Uploader> uploaders = new ArrayList<>();
  private int committedBeforeKill;
  private int inFlight;

  @Test
  void nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed() throws Exception {
    System.out.println("Killing the server " + ROUNDS + " times, seed " + seed);
    try (LiveServer server = LiveServer.start(settings -> settings)) {
      Household home = new Household(server, seed);
      home.furnish(5);
      for (int i = 0; i < UPLOADERS; i++) {
        Device device =
            server.device("uploader " + i, home.alice, seed + 10 + i).speakingAnything();
        device.sync();
        uploaders.add(new Uploader(home, device, i, i % 2 == 1));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        round(server, home);
      }
      int operations = uploaders.stream().mapToInt(Uploader::acknowledged).sum();
      System.out.printf(
          "%d kills: %d operations acknowledged; %d in flight at a kill, %d of them committed"
              + " without an answer%n",
          ROUNDS, operations, inFlight, committedBeforeKill);
      assertThat(operations).as("enough was uploaded").isGreaterThan(10 * ROUNDS);
    }
  }

  private void round(LiveServer server, Household home) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(UPLOADERS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Uploader uploader : uploaders) {
        running.add(pool.submit(uploader::runUntilTheServerDies));
      }
      running.add(pool.submit(() -> followUntilTheServerDies(home.laptop)));
      Thread.sleep(200 + random.nextInt(1500));
      server.kill();
      for (Future<?> device : running) {
        device.get();
      }
    } finally {
      pool.shutdownNow();
    }
    server.startAgain();
    settle(server);
    // The laptop followed all along, the phone has slept through the round.
    for (Device device : List.of(home.laptop, home.phone)) {
      device.download();
      server.assertEqual(device);
    }
  }

  private void settle(LiveServer server) throws Exception {
    List<String> findings = new ArrayList<>();
    for (Uploader uploader : uploaders) {
      inFlight += uploader.hasOneInFlight() ? 1 : 0;
      committedBeforeKill += uploader.settle(server.database()) ? 1 : 0;
      findings.addAll(uploader.findings(server.database()));
    }
    assertThat(findings).isEmpty();
  }

  private static void followUntilTheServerDies(Device device) {
    while (true) {
      try {
        device.download();
      } catch (IOException e) {
        return;
      }
    }
  }
}
