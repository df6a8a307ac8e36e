package org.syncline.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.syncline.testkit.DatabaseKind;

/**
 * What tracking costs those who write, and how soon devices see it. Run by {@code
 * src/bench/writers.sh}.
 */
final class Writers {
  private static final int WRITERS = 4;
  private static final int TURNS = 5;
  private static final int OPEN_SECONDS = 5;

  private Writers() {}

  /**
   * Runs it.
   *
   * @param args database, seconds of a turn
   */
  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[1]);
    try (Bench bench = Bench.start(DatabaseKind.valueOf(args[0]))) {
      throughput(bench, seconds);
      Visibility visibility = new Visibility(bench);
      visibility.delays(OPEN_SECONDS, false); // warm
      tell("nothing else open", visibility.delays(OPEN_SECONDS, false));
      tell("a transaction open for 5 s", visibility.delays(OPEN_SECONDS, true));
    }
    System.exit(0);
  }

  private static void throughput(Bench bench, int seconds) throws Exception {
    System.out.printf("%d writers, transactions of two rows, turns of %d s%n", WRITERS, seconds);
    turn(bench, PlainTable.NAME, seconds);
    turn(bench, "Item", seconds);
    bench.awaitNumbered();
    List<Double> ratios = new ArrayList<>();
    for (int i = 1; i <= TURNS; i++) {
      double plain = turn(bench, PlainTable.NAME, seconds);
      double tracked = turn(bench, "Item", seconds);
      long behind = bench.waiting();
      double after = bench.awaitNumbered();
      ratios.add(tracked / plain);
      System.out.printf(
          "%2d  plain %,.0f commits/s, tracked %,.0f commits/s: %.2f; %,d changes behind, numbered %.1f s later%n",
          i, plain, tracked, tracked / plain, behind, after);
    }
    System.out.printf("tracked to plain, median of %d: %.2f%n", TURNS, Bench.median(ratios));
  }

  /** Commits per second. */
  private static double turn(Bench bench, String table, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      Callable<Integer> writing =
          () -> {
            int commits = 0;
            try (ItemWriter writer = new ItemWriter(bench, table)) {
              while (System.nanoTime() - end < 0) {
                writer.write(commits++);
              }
            }
            return commits;
          };
      int commits = 0;
      for (Future<Integer> done : writers.invokeAll(Collections.nCopies(WRITERS, writing))) {
        commits += done.get();
      }
      return commits / (double) seconds;
    } finally {
      writers.shutdown();
    }
  }

  private static void tell(String when, List<Double> delays) {
    System.out.printf(
        "commit to end of download, %s: median %.0f ms, p99 %.0f ms, most %.0f ms (%d commits)%n",
        when,
        Bench.median(delays),
        Bench.quantile(delays, 0.99),
        Bench.quantile(delays, 1),
        delays.size());
  }
}
