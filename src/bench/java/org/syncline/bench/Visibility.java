package org.syncline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the end of a commit to the end of the first download that brings what was committed. */
final class Visibility {
  private static final Pattern MARK = Pattern.compile("mark ([0-9]+)\"");
  private static final long BETWEEN_COMMITS_MILLIS = 20;

  private final Bench bench;

  Visibility(Bench bench) {
    this.bench = bench;
  }

  /**
   * Milliseconds of every commit.
   *
   * @param open whether another transaction has written and stays open until all are measured
   */
  List<Double> delays(int seconds, boolean open)
      throws IOException, InterruptedException, SQLException, ExecutionException {
    SyncClient client = bench.client();
    String blob = caughtUp(client, "");
    Map<Integer, Long> committed = new ConcurrentHashMap<>();
    List<Double> delays = new ArrayList<>();
    try (ItemWriter late = new ItemWriter(bench, "Item")) {
      if (open) {
        late.insert(UUID.randomUUID(), "late");
      }
      FutureTask<Integer> writer = new FutureTask<>(() -> commits(seconds, committed));
      new Thread(writer, "writer").start();
      Map<Integer, Long> seen = new ConcurrentHashMap<>();
      while (!writer.isDone() || seen.size() < writer.get()) {
        SyncClient.Batch batch = client.next(blob, false);
        long now = System.nanoTime();
        blob = batch.blob();
        Matcher marks = MARK.matcher(new String(batch.body(), StandardCharsets.UTF_8));
        while (marks.find()) {
          seen.putIfAbsent(Integer.valueOf(marks.group(1)), now);
        }
      }
      late.commit();
      seen.forEach((mark, when) -> delays.add((when - committed.get(mark)) / 1e6));
    }
    return delays;
  }

  private static String caughtUp(SyncClient client, String from)
      throws IOException, InterruptedException {
    SyncClient.Batch batch = client.next(from, false);
    while (batch.more()) {
      batch = client.next(batch.blob(), false);
    }
    return batch.blob();
  }

  private int commits(int seconds, Map<Integer, Long> committed)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    int mark = 0;
    try (ItemWriter writer = new ItemWriter(bench, "Item")) {
      while (System.nanoTime() - end < 0) {
        mark++;
        writer.insert(UUID.randomUUID(), "mark " + mark);
        writer.commit();
        committed.put(mark, System.nanoTime());
        Thread.sleep(BETWEEN_COMMITS_MILLIS);
      }
    }
    return mark;
  }
}
