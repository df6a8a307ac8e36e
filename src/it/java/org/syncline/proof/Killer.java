package org.syncline.proof;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.syncline.testkit.Device;
import org.syncline.testkit.FaultyProxy;
import org.syncline.testkit.FaultyProxy.Fault;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;

/**
 * Kills a server where it is told to. It is brought there from outside: by rows that another
 * program locks, and by a proxy that sees what has been answered.
 */
final class Killer implements AutoCloseable {
  private static final long MOST_MILLIS_UNTIL_THERE = 5_000;
  private static final int ENTRIES = 40;

  private static final String INSERT =
      "INSERT INTO `Item` (`ID`, `ListID`, `UserID`, `Name`) VALUES (?, ?, ?, ?)";

  private final LiveServer server;
  private final Bustle bustle;
  private final Random random;
  private final FaultyProxy proxy;
  private final Uploader victim;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int reached;
  private long purgeUpTo;

  Killer(LiveServer server, Bustle bustle, long seed) throws IOException {
    this.server = server;
    this.bustle = bustle;
    this.random = new Random(seed);
    this.proxy = FaultyProxy.to(server.uri(), seed, 0);
    this.victim = bustle.victim(100, proxy.uri());
  }

  /** How often the server was where it was to be killed. */
  int reached() {
    return reached;
  }

  /**
   * All devices are at a checkpoint and nobody does anything: changes up to now may be purged later
   * without any device having to start over.
   */
  void noteWhatMayGo() throws SQLException {
    purgeUpTo = PurgingNode.newest(server.database());
  }

  void killAt(KillPoint point) throws Exception {
    switch (point) {
      case IN_UPLOADS -> inUploads();
      case AFTER_COMMIT -> afterCommit();
      case IN_NUMBERING -> inNumbering();
      case IN_PURGE -> inPurge();
      case IN_ANSWER -> inAnswer();
      default -> atAnyMoment();
    }
  }

  private void atAnyMoment() throws Exception {
    Thread.sleep(random.nextInt(1500));
    reached++;
    server.kill();
  }

  private void inUploads() throws Exception {
    while (victim.tally() == null || victim.hasOneInFlight()) {
      Bustle.tryTo(victim::step);
    }
    try (Program program = program()) {
      // a list is looked at by all who insert items of it, in the middle of their transactions
      program.lock("SELECT `ID` FROM `List` WHERE `ID` = ? FOR UPDATE", bustle.home().alicesList);
      program.lock(
          "SELECT `ID` FROM `Item` WHERE `ID` = ? FOR UPDATE", Household.guid(victim.tally()));
      Future<Boolean> upload = threads.submit(() -> Bustle.tryTo(victim::step));
      killWhenSomebodyWaits();
      WritersAgainstDevices.await(upload);
    }
  }

  private void afterCommit() throws Exception {
    proxy.next(
        Fault.LOSE_ANSWER,
        () -> {
          reached++;
          kill();
        });
    if (Bustle.tryTo(victim::step)) {
      throw new AssertionError("an answer was to be lost");
    }
  }

  private void inAnswer() throws Exception {
    Device fresh = bustle.device("fresh", proxy.uri(), random.nextInt(1_000), false);
    proxy.next(
        Fault.CUT_ANSWER,
        () -> {
          reached++;
          kill();
        });
    if (Bustle.tryTo(fresh::download)) {
      throw new AssertionError("an answer was to be cut");
    }
  }

  private void kill() {
    try {
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void inNumbering() throws Exception {
    try (Program clock = program();
        Program program = program()) {
      clock.lock("SELECT SEQ FROM SYNCLINE_CLOCK WHERE ID = 1 FOR UPDATE");
      for (int i = 0; i < ENTRIES; i++) {
        server
            .database()
            .run(
                INSERT,
                UUID.randomUUID(),
                bustle.home().alicesList,
                bustle.home().alice,
                "numbered " + i);
      }
      Object newest = server.database().ask("SELECT MAX(ID) FROM SYNCLINE_LOG WHERE SEQ IS NULL");
      program.lock("SELECT ID FROM SYNCLINE_LOG WHERE ID = ? FOR UPDATE", newest);
      clock.release();
      killWhenSomebodyWaits();
    }
  }

  /** The purge is that of another node, whose process ends in the same moment. */
  private void inPurge() throws Exception {
    Object newest =
        server.database().ask("SELECT MAX(ID) FROM SYNCLINE_LOG WHERE SEQ <= ?", purgeUpTo);
    try (Program program = program()) {
      Future<?> purge;
      try (PurgingNode node = new PurgingNode(server)) {
        node.age(purgeUpTo);
        if (newest != null) {
          program.lock("SELECT ID FROM SYNCLINE_LOG WHERE ID = ? FOR UPDATE", newest);
        }
        purge = threads.submit(node::purge);
        killWhenSomebodyWaits();
      }
      awaitFailure(purge);
    }
  }

  private static void awaitFailure(Future<?> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException e) {
      // its connection is gone
    }
  }

  private void killWhenSomebodyWaits() throws Exception {
    long deadline = System.nanoTime() + Duration.ofMillis(MOST_MILLIS_UNTIL_THERE).toNanos();
    boolean there = false;
    while (!there && System.nanoTime() - deadline < 0) {
      there = server.database().waitingForLocks() > 0;
    }
    reached += there ? 1 : 0;
    server.kill();
  }

  private Program program() throws SQLException {
    Connection connection = server.database().connect();
    connection.setAutoCommit(false);
    return new Program(connection);
  }

  /** Another program, which holds locks until it is closed. */
  private record Program(Connection connection) implements AutoCloseable {
    void lock(String sql, Object... parameters) throws SQLException {
      ServerDatabase.ask(connection, sql, parameters);
    }

    void release() throws SQLException {
      connection.rollback();
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        // the database went with the server
      }
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    proxy.close();
  }
}
