package org.syncline.proof;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.RefusedException;
import org.syncline.testkit.Same;

/**
 * All that goes on around a fault: devices of Alice and of Bob that upload, one that audits each
 * checkpoint, and programs that write with plain SQL. Whatever fails is tried again, as devices do.
 * When all is quiet, what there is can be held against what was acknowledged.
 */
final class Bustle implements AutoCloseable {
  private static final int UPLOADERS = 4;
  private static final int WRITERS = 2;
  private static final int ACCOUNTS = 24;
  private static final int PAUSE_MILLIS = 20;
  private static final int WRITERS_PAUSE_MILLIS = 100;
  private static final int BETWEEN_DOWNLOADS = 6;

  /** No machine is so slow. */
  private static final Duration STANDSTILL = Duration.ofMinutes(10);

  final Findings findings = new Findings();
  private final LiveServer server;
  private final Household home;
  private final long seed;
  private final Bank bank;
  private final List<Uploader> uploaders = new ArrayList<>();
  private final Auditor auditor;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> devicesRunning = new ArrayList<>();
  private final List<Future<?>> writersRunning = new ArrayList<>();
  private volatile boolean devicesGoOn;
  private volatile boolean writersGoOn;
  private int inFlight;
  private int committedWithoutAnswer;

  /**
   * @param roads where each device finds the server
   */
  Bustle(LiveServer server, long seed, IntFunction<URI> roads) throws Exception {
    this.server = server;
    this.seed = seed;
    home = new Household(server, seed);
    home.furnish(3);
    bank = new Bank(server.database(), home.alice, home.alicesList, ACCOUNTS);
    String shared = Household.anItem(home.phone, "milk 0");
    for (int i = 0; i < UPLOADERS; i++) {
      boolean bobs = i == UPLOADERS - 1;
      uploaders.add(uploader(i, roads.apply(i), bobs, bobs ? null : shared));
    }
    auditor =
        new Auditor(
            device("auditor", roads.apply(UPLOADERS), UPLOADERS, false),
            bank,
            text -> findings.add(Findings.Kind.BROKEN_CHECKPOINT, text));
  }

  private Uploader uploader(int number, URI address, boolean bobs, String shared) {
    Device device = device("uploader " + number, address, number, bobs);
    return new Uploader(home, device, number, number % 2 == 1, shared, findings);
  }

  /** One more device of Alice's; it does not take part. */
  Uploader victim(int number, URI address) {
    Uploader victim = uploader(number, address, false, null);
    uploaders.add(victim);
    return victim;
  }

  /** A new device of Alice's or Bob's, which speaks anything and is watched. */
  Device device(String name, URI address, int number, boolean bobs) {
    Device device =
        new Device(
            name + ", seed " + seed, address, bobs ? home.bob : home.alice, seed + 10 + number);
    device.speakingAnything();
    return bobs
        ? device
        : device.listening(
            answer -> {
              if (home.namesBob(answer)) {
                findings.add(Findings.Kind.CROSSING, "Bob's in an answer to " + device);
              }
            });
  }

  Household home() {
    return home;
  }

  /** Devices and programs work until they are stopped. */
  void begin() {
    devicesGoOn = true;
    writersGoOn = true;
    for (Uploader uploader : uploaders.subList(0, UPLOADERS)) {
      devicesRunning.add(threads.submit(() -> workUntilStopped(uploader)));
    }
    devicesRunning.add(
        threads.submit(
            () -> {
              while (devicesGoOn) {
                tryTo(auditor::step);
              }
              return null;
            }));
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      writersRunning.add(
          threads.submit(() -> bank.write(writer, seed + 100 + writer, this::goOnWriting)));
    }
  }

  /** At a pace at which devices are not kept busy with nothing else. */
  private boolean goOnWriting() {
    try {
      Thread.sleep(WRITERS_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      return false;
    }
    return writersGoOn;
  }

  private Void workUntilStopped(Uploader uploader) throws Exception {
    for (int i = 0; devicesGoOn; i++) {
      tryTo(i % BETWEEN_DOWNLOADS == 0 ? uploader::download : uploader::step);
    }
    return null;
  }

  /** One exchange. */
  interface Step {
    void take() throws IOException;
  }

  /** Whether it worked; if not, it will have to be tried again. */
  static boolean tryTo(Step step) throws Exception {
    try {
      step.take();
      return true;
    } catch (IOException | RefusedException e) {
      if (!Uploader.isPassing(e)) {
        throw e;
      }
      Thread.sleep(PAUSE_MILLIS);
      return false;
    }
  }

  /** The programs write no more; devices go on. */
  void stopWriters() throws Exception {
    writersGoOn = false;
    await(writersRunning);
  }

  /** Nobody does anything any more; some operations may have no answer yet. */
  void stop() throws Exception {
    devicesGoOn = false;
    await(devicesRunning);
    stopWriters();
  }

  private static void await(List<Future<?>> all) throws Exception {
    for (Future<?> one : all) {
      WritersAgainstDevices.await(one);
    }
    all.clear();
  }

  /** Waits until so many more operations were acknowledged, however long that takes. */
  void awaitOperations(int more) throws Exception {
    int enough = acknowledged() + more;
    int last = 0;
    long lastChange = System.nanoTime();
    while (acknowledged() < enough) {
      for (Future<?> device : devicesRunning) {
        if (device.isDone()) {
          WritersAgainstDevices.await(device); // it has failed
        }
      }
      if (acknowledged() > last) {
        last = acknowledged();
        lastChange = System.nanoTime();
      } else if (System.nanoTime() - lastChange > STANDSTILL.toNanos()) {
        throw new AssertionError("nothing was acknowledged for " + STANDSTILL);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  int acknowledged() {
    return uploaders.stream().mapToInt(Uploader::acknowledged).sum();
  }

  /**
   * Sends again what had no answer, downloads everywhere, and looks at everything. Called when all
   * have stopped and nothing is in the way of exchanges any more.
   */
  void settleAndAudit() throws IOException, SQLException {
    for (Uploader uploader : uploaders) {
      inFlight += uploader.hasOneInFlight() ? 1 : 0;
      committedWithoutAnswer += uploader.settle(server.database()) ? 1 : 0;
    }
    for (Uploader uploader : uploaders) {
      uploader.download(); // what the later ones sent
    }
    auditor.device().download();
    auditor.audit(bank.committed());
    Map<String, Map<String, Object>> alices = server.database().rowsOf(home.alice);
    Map<String, Map<String, Object>> bobs = server.database().rowsOf(home.bob);
    Map<String, Integer> timesWritten = server.database().timesWritten();
    for (Uploader uploader : uploaders) {
      boolean isBobs = uploader.device().user().equals(home.bob);
      uploader.audit(isBobs ? bobs : alices, timesWritten);
      compare(uploader.device(), isBobs ? bobs : alices);
    }
    compare(auditor.device(), alices);
  }

  /**
   * Removes all that was done, when all is quiet, so that there is as little as there was in the
   * beginning.
   */
  void beginAnew() throws SQLException {
    bank.beginAnew();
    for (Uploader uploader : uploaders) {
      uploader.beginAnew();
    }
    for (String done : List.of("%operation %", "%tally %")) {
      server.database().run("DELETE FROM `Item` WHERE `Name` LIKE ?", done);
    }
  }

  private void compare(Device device, Map<String, Map<String, Object>> expected) {
    try {
      Same.rows(device.toString(), expected, device.rows());
    } catch (AssertionError e) {
      findings.add(Findings.Kind.LOST, e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "%d operations acknowledged (%d conflicts, %d rows refused), %d in flight at a fault, %d of them committed without an answer; %d transactions of programs, %d checkpoints; %s"
        .formatted(
            acknowledged(),
            uploaders.stream().mapToInt(Uploader::conflicts).sum(),
            uploaders.stream().mapToInt(Uploader::refused).sum(),
            inFlight,
            committedWithoutAnswer,
            bank.transactions(),
            auditor.checkpoints(),
            findings);
  }

  @Override
  public void close() {
    devicesGoOn = false;
    writersGoOn = false;
    threads.shutdownNow();
  }
}
