package org.syncline.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * First syncs of one user with many items in batches of 1 MiB: how fast, how many bytes, and
 * whether what the server holds in its heap stays the same. Run by {@code src/bench/first-sync.sh}.
 */
final class FirstSync {
  private static final String HEAP = "-Xmx256m";

  /** Live bytes may differ by this much between repetitions without anybody holding on to them. */
  private static final long HEAP_TOLERANCE_BYTES = 1L << 20;

  private FirstSync() {}

  /**
   * Runs it; exits with 1 if the heap grows.
   *
   * @param args WAR, Payara Micro's jar, server settings, work directory, items, repetitions
   */
  public static void main(String[] args) throws Exception {
    Path work = Files.createTempDirectory(Path.of(args[3]), "first-sync-");
    int items = Integer.parseInt(args[4]);
    int repetitions = Integer.parseInt(args[5]);
    List<Double> plain = new ArrayList<>();
    List<Double> gzip = new ArrayList<>();
    List<Long> heap = new ArrayList<>();
    long rows = 0;
    System.out.printf(
        "%,d items, batches of 1 MiB, server with %s, JSON, %s%n", items, HEAP, machine());
    try (BenchServer server =
        BenchServer.start(
            Path.of(args[0]),
            Path.of(args[1]),
            Path.of(args[2]),
            work,
            List.of(HEAP, "-Dsyncline.sample.users=1", "-Dsyncline.sample.items=" + items))) {
      PageCache cache = server.pageCache();
      SyncClient client = new SyncClient(server.uri(), server.sampleUser());
      for (int i = 1; i <= repetitions; i++) {
        SyncClient.Run identity = client.firstSync(false);
        SyncClient.Run zipped = client.firstSync(true);
        long cached = server.liveHeapBytes();
        cache.empty();
        heap.add(server.liveHeapBytes());
        plain.add(identity.rowsPerSecond());
        gzip.add(zipped.rowsPerSecond());
        rows = identity.rows();
        if (rows < items) {
          throw new IllegalStateException("the user has " + rows + " rows, not " + items);
        }
        System.out.printf("%2d  plain %s%n    gzip  %s%n", i, identity, zipped);
        System.out.printf(
            "    heap after collection %.1f MiB, and %.1f MiB of the database's page cache%n",
            mib(heap.get(i - 1)), mib(cached - heap.get(i - 1)));
      }
    }
    Floor floor = new Floor(work.resolve("data"), rows);
    floor.report(median(plain), median(gzip));
    BenchServer.delete(work);
    verdict(heap);
  }

  private static void verdict(List<Long> heap) {
    List<Long> settled = heap.size() > 1 ? heap.subList(1, heap.size()) : heap;
    long spread = Collections.max(settled) - Collections.min(settled);
    boolean flat = spread <= HEAP_TOLERANCE_BYTES;
    System.out.printf(
        "heap after collection, without pages: first %.1f, then %.1f to %.1f MiB: %s (by %.1f MiB)%n",
        mib(heap.get(0)),
        mib(Collections.min(settled)),
        mib(Collections.max(settled)),
        flat ? "flat" : "NOT FLAT",
        mib(HEAP_TOLERANCE_BYTES));
    System.exit(flat ? 0 : 1);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static double mib(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors() + " cores, Java " + Runtime.version();
  }
}
