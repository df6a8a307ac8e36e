package org.syncline.proof;

import static org.syncline.testkit.ListsTable.LIST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;

/** Plain-SQL writers against syncing devices for a while, and what came of it. */
final class WritersAgainstDevices {
  private static final int WRITERS = 8;
  private static final int DEVICES = 4;
  private static final int ACCOUNTS = 48;

  private final LiveServer server;
  private final UUID user;
  private final Bank bank;
  private final Duration duration;
  private final long seed;
  private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

  /**
   * What came of a run.
   *
   * @param committed transactions
   * @param checkpoints reached by all devices together while the writers wrote
   * @param fewest checkpoints of the device that had the fewest
   * @param broken what checkpoints showed that no committed state could
   * @param lost rows that differ from the database on any device, when all is quiet again
   */
  record Outcome(
      int committed,
      long rolledBack,
      long lockTrouble,
      int checkpoints,
      int fewest,
      int batches,
      List<String> broken,
      long lost) {
    @Override
    public String toString() {
      return String.format(
          "%d transactions committed, %d rolled back, %d given up by the database;"
              + " %d checkpoints (at least %d per device) in %d batches; %d broken, %d rows lost",
          committed, rolledBack, lockTrouble, checkpoints, fewest, batches, broken.size(), lost);
    }
  }

  private WritersAgainstDevices(LiveServer server, Duration duration, long seed) throws Exception {
    this.server = server;
    this.duration = duration;
    this.seed = seed;
    this.user = server.login("bank " + UUID.randomUUID());
    UUID list = UUID.randomUUID();
    Device clerk = server.device("clerk", user, seed);
    clerk.put(
        LIST,
        Map.of(
            "ID", list.toString(), "Name", "bank", "UserID", user.toString(), "CreatedDate", 0L));
    clerk.sync();
    this.bank = new Bank(server.database(), user, list, ACCOUNTS);
  }

  static Outcome run(LiveServer server, Duration duration, long seed) throws Exception {
    return new WritersAgainstDevices(server, duration, seed).run();
  }

  private Outcome run() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS + DEVICES);
    try {
      long deadline = System.nanoTime() + duration.toNanos();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        Callable<Void> work =
            () -> {
              bank.write(writer, seed + 100 + writer, () -> System.nanoTime() - deadline < 0);
              return null;
            };
        running.add(pool.submit(work));
      }
      List<Auditor> auditors = auditors();
      for (Auditor auditor : auditors) {
        Callable<Void> work =
            () -> {
              syncUntil(auditor, deadline);
              return null;
            };
        running.add(pool.submit(work));
      }
      for (Future<?> actor : running) {
        await(actor);
      }
      return outcome(auditors);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Auditor> auditors() {
    List<Auditor> auditors = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Device device = server.device("device " + i, user, seed + i);
      auditors.add(new Auditor(i == 0 ? device : device.speakingAnything(), bank, findings::add));
    }
    return auditors;
  }

  /** The first sync is a first download while the writers write. */
  private static void syncUntil(Auditor auditor, long deadline) throws Exception {
    while (System.nanoTime() - deadline < 0) {
      auditor.step();
    }
  }

  private Outcome outcome(List<Auditor> auditors) throws Exception {
    Map<String, Map<String, Object>> expected = server.database().rowsOf(user);
    int checkpoints = auditors.stream().mapToInt(Auditor::checkpoints).sum();
    int fewest = auditors.stream().mapToInt(Auditor::checkpoints).min().orElseThrow();
    int batches = auditors.stream().mapToInt(Auditor::batches).sum();
    long lost = 0;
    for (Auditor auditor : auditors) {
      auditor.device().download();
      auditor.audit(bank.committed());
      lost += differences(expected, auditor.device().rows());
    }
    return new Outcome(
        bank.committed().size(),
        bank.rolledBack(),
        bank.lockTrouble(),
        checkpoints,
        fewest,
        batches,
        List.copyOf(findings),
        lost);
  }

  private static long differences(
      Map<String, Map<String, Object>> expected, Map<String, Map<String, Object>> actual) {
    long missingOrOld =
        expected.entrySet().stream()
            .filter(row -> !Objects.equals(actual.get(row.getKey()), row.getValue()))
            .count();
    long ghosts = actual.keySet().stream().filter(id -> !expected.containsKey(id)).count();
    return missingOrOld + ghosts;
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }
}
