package org.syncline.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.syncline.testkit.DatabaseKind;

/**
 * One statement that changes very many rows, and what others feel of it. Run by {@code
 * src/bench/bulk.sh}.
 */
final class BulkChange {
  private static final int FILLED_AT_ONCE = 10_000;
  private static final long QUIET_SECONDS = 5;
  private static final long BETWEEN_COMMITS_MILLIS = 20;
  private static final String COPY =
      "INSERT INTO `%s` (`ID`, `ListID`, `UserID`, `Name`)"
          + " SELECT `ID`, `ListID`, `UserID`, `Name` FROM `Source`";
  private static final String CHANGE = "UPDATE `%s` SET `Description` = 'changed'";

  private final Bench bench;
  private volatile boolean over;

  private BulkChange(Bench bench) {
    this.bench = bench;
  }

  /**
   * Runs it.
   *
   * @param args database, rows
   */
  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[1]);
    try (Bench bench = Bench.start(DatabaseKind.valueOf(args[0]))) {
      new BulkChange(bench).run(rows);
    }
    System.exit(0);
  }

  private void run(int rows) throws Exception {
    fill(rows);
    double plainCopy = time(COPY.formatted(PlainTable.NAME));
    double trackedCopy = time(COPY.formatted("Item"));
    System.out.printf(
        "%,d rows inserted by one statement: plain %.1f s, tracked %.1f s: %.2f times as long; numbered %.1f s later%n",
        rows, plainCopy, trackedCopy, trackedCopy / plainCopy, bench.awaitNumbered());
    SyncClient client = bench.client();
    String blob = checkpoint(client, "", new ArrayList<>());
    tell("a device that has everything asks", quietDownloads(client, blob));
    tell("a small transaction of another program", others(QUIET_SECONDS));
    double plain = time(CHANGE.formatted(PlainTable.NAME));
    FutureTask<List<Double>> writers = new FutureTask<>(() -> others(Long.MAX_VALUE));
    new Thread(writers, "others").start();
    double tracked = time(CHANGE.formatted("Item"));
    System.out.printf(
        "%,d rows updated by one statement: plain %.1f s, tracked %.1f s: %.2f times as long%n",
        rows, plain, tracked, tracked / plain);
    long start = System.nanoTime();
    FutureTask<Double> numbering = new FutureTask<>(bench::awaitNumbered);
    new Thread(numbering, "numbering").start();
    List<Double> downloads = new ArrayList<>();
    // not before all have numbers is a checkpoint without new changes certain
    String after = checkpoint(client, blob, downloads);
    while (!numbering.isDone()) {
      after = checkpoint(client, after, downloads);
    }
    checkpoint(client, after, downloads);
    System.out.printf(
        "numbered %.1f s after the commit; the device had everything after %.1f s in %d batches%n",
        numbering.get(), (System.nanoTime() - start) / 1e9, downloads.size());
    over = true;
    tell("one download meanwhile", downloads);
    tell("a small transaction of another program meanwhile", writers.get());
  }

  private void fill(int rows) throws SQLException {
    bench.database.run(
        "CREATE TABLE `Source` (`ID` UUID, `ListID` UUID, `UserID` UUID, `Name` VARCHAR(100))");
    try (ItemWriter writer = new ItemWriter(bench, "Source")) {
      for (int i = 1; i <= rows; i++) {
        writer.insert(UUID.randomUUID(), "item " + i);
        if (i % FILLED_AT_ONCE == 0) {
          writer.commit();
        }
      }
      writer.commit();
    }
  }

  private double time(String sql) throws SQLException {
    long start = System.nanoTime();
    bench.database.run(sql);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Downloads until nothing more waits, and keeps the seconds of each answer. */
  private static String checkpoint(SyncClient client, String from, List<Double> seconds)
      throws Exception {
    SyncClient.Batch batch;
    String blob = from;
    do {
      long start = System.nanoTime();
      batch = client.next(blob, true);
      seconds.add((System.nanoTime() - start) / 1e6);
      blob = batch.blob();
    } while (batch.more());
    return blob;
  }

  private static List<Double> quietDownloads(SyncClient client, String blob) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      checkpoint(client, blob, millis);
    }
    return millis;
  }

  /** Milliseconds of small transactions, until it is over or the time has passed. */
  private List<Double> others(long seconds) throws SQLException, InterruptedException {
    long start = System.nanoTime();
    List<Double> millis = new ArrayList<>();
    try (ItemWriter writer = new ItemWriter(bench, "Item")) {
      while (!over && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
        long begin = System.nanoTime();
        writer.insert(UUID.randomUUID(), "other");
        writer.commit();
        millis.add((System.nanoTime() - begin) / 1e6);
        Thread.sleep(BETWEEN_COMMITS_MILLIS);
      }
    }
    return millis;
  }

  private static void tell(String what, List<Double> millis) {
    System.out.printf(
        "%s: median %.0f ms, p99 %.0f ms, most %.0f ms (%d)%n",
        what,
        Bench.median(millis),
        Bench.quantile(millis, 0.99),
        Bench.quantile(millis, 1),
        millis.size());
  }
}
