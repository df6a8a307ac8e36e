package org.syncline.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.FaultyProxy;
import org.syncline.testkit.FaultyProxy.Fault;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/**
 * Hazards 14, 21, 22, 27, 28: devices of both formats work through proxies that do to three of ten
 * exchanges what networks do. Each operation has its effect once, and devices end up equal to the
 * database.
 *
 * <p>The system property {@code proof.exchanges} sets how many exchanges there are at least, 150 by
 * default, a tenth of them uploads whose answer is lost after their commit; and {@code proof.seed}
 * makes the proxies decide as in an earlier run.
 */
@ExtendWith(SharedServer.class)
class FaultyNetworkIT {
  private static final int EXCHANGES = Integer.getInteger("proof.exchanges", 150);
  private static final int FAULTY_PERCENT = 30;
  private static final int CLIENT_KILLS = Integer.getInteger("proof.client.kills", 10);

  private final long seed = Long.getLong("proof.seed", System.nanoTime());
  private final List<FaultyProxy> proxies = new ArrayList<>();

  @Test
  void each_operation_has_one_effect_however_the_network_behaves(LiveServer server)
      throws Exception {
    try (Bustle bustle = new Bustle(server, seed, i -> proxy(server, i, FAULTY_PERCENT).uri())) {
      bustle.begin();
      while (exchanges() < EXCHANGES || lostAfterCommit() < EXCHANGES / 10) {
        bustle.awaitOperations(1);
      }
      bustle.stop();
      proxies.forEach(FaultyProxy::calm);
      bustle.settleAndAudit();
      System.out.printf(
          "Proxy, seed %d: %d exchanges %s, %d answers lost after the commit; %s%n",
          seed, exchanges(), counts(), lostAfterCommit(), bustle);
      bustle.findings.assertNone();
    } finally {
      close();
    }
  }

  /** The device's process dies and comes back with the rows and the blob of one transaction. */
  @Test
  void a_device_goes_on_from_what_it_had_stored_when_its_process_was_killed(LiveServer server)
      throws Exception {
    Random random = new Random(seed);
    try (Bustle bustle = new Bustle(server, seed, i -> server.uri())) {
      List<Uploader> victims = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        victims.add(bustle.victim(100 + i, proxy(server, i, 0).uri()));
      }
      bustle.begin();
      for (int kill = 0; kill < CLIENT_KILLS; kill++) {
        Uploader victim = victims.get(kill % 2);
        for (int steps = random.nextInt(4); steps >= 0; steps--) {
          Bustle.tryTo(random.nextInt(3) == 0 ? victim::download : victim::step);
        }
        if (random.nextInt(3) == 0) {
          proxies.get(kill % 2).next(Fault.CUT_REQUEST, () -> {});
        }
        Bustle.tryTo(victim::die);
      }
      bustle.stop();
      bustle.settleAndAudit();
      System.out.printf("Clients, seed %d: %d kills; %s%n", seed, CLIENT_KILLS, bustle);
      bustle.findings.assertNone();
    } finally {
      close();
    }
  }

  /** Each device has its own, so that what becomes of its n-th exchange depends on nobody else. */
  private FaultyProxy proxy(LiveServer server, int number, int faultyPercent) {
    try {
      FaultyProxy proxy = FaultyProxy.to(server.uri(), seed + number, faultyPercent);
      proxies.add(proxy);
      return proxy;
    } catch (IOException e) {
      throw new AssertionError("no proxy could be opened", e);
    }
  }

  private int exchanges() {
    return counts().values().stream().mapToInt(Integer::intValue).sum();
  }

  private int lostAfterCommit() {
    return proxies.stream().mapToInt(FaultyProxy::lostAfterCommit).sum();
  }

  private Map<Fault, Integer> counts() {
    Map<Fault, Integer> all = new EnumMap<>(Fault.class);
    for (FaultyProxy proxy : proxies) {
      proxy.counts().forEach((fault, count) -> all.merge(fault, count, Integer::sum));
    }
    return all;
  }

  private void close() throws IOException {
    for (FaultyProxy proxy : proxies) {
      proxy.close();
    }
  }
}
