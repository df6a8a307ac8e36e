package org.syncline.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What each gzip level costs and saves on the bytes of one file. */
final class GzipLevels {
  private static final int WARM_UP = 20;
  private static final int RUNS = 30;

  private GzipLevels() {}

  public static void main(String[] arguments) throws IOException {
    byte[] answer = Files.readAllBytes(Path.of(arguments[0]));
    System.out.printf("%d bytes%nlevel      bytes  time (level 1 = 1.0)%n", answer.length);
    double first = 0;
    for (int level = 1; level <= 9; level++) {
      int bytes = 0;
      long[] nanos = new long[RUNS];
      for (int run = -WARM_UP; run < RUNS; run++) {
        long start = System.nanoTime();
        bytes = compress(answer, level);
        if (run >= 0) {
          nanos[run] = System.nanoTime() - start;
        }
      }
      Arrays.sort(nanos);
      double median = nanos[RUNS / 2];
      first = level == 1 ? median : first;
      System.out.printf("%5d %10d  %.1f%n", level, bytes, median / first);
    }
  }

  private static int compress(byte[] answer, int level) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.length);
    try (OutputStream out = new AtLevel(bytes, level)) {
      out.write(answer);
    }
    return bytes.size();
  }

  private static final class AtLevel extends GZIPOutputStream {
    AtLevel(OutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }
}
