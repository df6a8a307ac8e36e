package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.store.jdbc.HistoryPurge;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.LiveServer;

/**
 * Devices sync and programs write for a long time, with history being purged. Now and then all
 * pause, what they did is removed and purged, and the server is looked at: its heap, its files and
 * its connections do not grow in the second half, and nothing is left of history.
 *
 * <p>The system property {@code proof.soak} sets how long, as in {@code 600s}; 40 seconds by
 * default, on the embedded database.
 */
class SoakIT {
  private static final Duration TIME =
      Duration.parse("PT" + System.getProperty("proof.soak", "40s"));

  /** How often it is looked at. */
  private static final int SAMPLES = 8;

  private static final int OPERATIONS_BETWEEN = 20;
  private static final long HEAP_TOLERANCE_BYTES = 3L << 20;
  private static final long FILES_TOLERANCE = 40;
  private static final long CONNECTIONS_TOLERANCE = 20;

  private final long seed = Long.getLong("proof.seed", System.nanoTime());

  /** The server at a moment when nothing goes on. */
  private record Sample(long heapBytes, long files, long connections) {
    static Sample of(LiveServer server) throws IOException, InterruptedException, SQLException {
      try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(server.pid()), "fd"))) {
        return new Sample(server.liveHeapBytes(), files.count(), server.database().connections());
      }
    }
  }

  static List<DatabaseKind> databases() {
    return System.getProperty("proof.databases", "").isEmpty()
        ? List.of(DatabaseKind.H2)
        : ProofSettings.databases();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nothing_grows_while_the_work_stays_the_same(DatabaseKind kind) throws Exception {
    List<Sample> samples = new ArrayList<>();
    long purged = 0;
    try (LiveServer server = LiveServer.start(kind, settings -> settings);
        PurgingNode node = new PurgingNode(server);
        Bustle bustle = new Bustle(server, seed, i -> server.uri())) {
      for (int i = 0; i < SAMPLES; i++) {
        bustle.begin();
        Thread.sleep(TIME.toMillis() / SAMPLES);
        bustle.awaitOperations(OPERATIONS_BETWEEN);
        bustle.stop();
        bustle.settleAndAudit();
        bustle.beginAnew();
        purged += purge(server, node, bustle);
        samples.add(Sample.of(server));
      }
      System.out.printf(
          "Soak on %s, %s, seed %d: %s, %d entries purged; %s%n",
          kind, TIME, seed, samples, purged, bustle);
      bustle.findings.assertNone();
    }
    assertLevel(samples, "bytes of live heap", Sample::heapBytes, HEAP_TOLERANCE_BYTES);
    assertLevel(samples, "open files", Sample::files, FILES_TOLERANCE);
    assertLevel(samples, "connections", Sample::connections, CONNECTIONS_TOLERANCE);
  }

  /** All history goes, once every device has it. */
  private static long purge(LiveServer server, PurgingNode node, Bustle bustle) throws Exception {
    while (count(server, "SYNCLINE_LOG WHERE SEQ IS NULL") > 0) {
      Thread.sleep(50); // a pass is made each second
    }
    bustle.settleAndAudit();
    node.age(PurgingNode.newest(server.database()));
    HistoryPurge.Purged purged = node.purge();
    assertThat(count(server, "SYNCLINE_LOG")).as("entries of the log").isZero();
    assertThat(count(server, "SYNCLINE_RECEIPT")).as("receipts").isZero();
    assertThat(count(server, "SYNCLINE_PASS")).as("passes").isEqualTo(1);
    return purged.entries();
  }

  private static long count(LiveServer server, String from) throws SQLException {
    return ((Number) server.database().ask("SELECT COUNT(*) FROM " + from)).longValue();
  }

  /** At its lowest, the last quarter is as the one before it. */
  private static void assertLevel(
      List<Sample> samples, String what, ToLongFunction<Sample> value, long tolerance) {
    long before = lowest(samples.subList(SAMPLES / 2, SAMPLES * 3 / 4), value);
    long after = lowest(samples.subList(SAMPLES * 3 / 4, SAMPLES), value);
    assertThat(after - before).as(what + " more in the last quarter").isLessThan(tolerance);
  }

  private static long lowest(List<Sample> samples, ToLongFunction<Sample> value) {
    return samples.stream().mapToLong(value).min().orElseThrow();
  }
}
