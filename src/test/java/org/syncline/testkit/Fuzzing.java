package org.syncline.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for inputs that break one fuzz target: starts Jazzer on it, with what it has found so far
 * under {@code target/fuzz} and the saved inputs beside it. For the profile {@code fuzz}.
 */
public final class Fuzzing {
  /** Bytes of an input; a few times what a client sends for one row. */
  private static final int MOST_BYTES = 16_384;

  /** A reader that does not come back is cut off. */
  private static final int MOST_SECONDS = 30;

  private Fuzzing() {}

  /** Class and method of the target, and for how many seconds. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    String target = arguments[0];
    String method = arguments[1];
    Path found = Path.of("target", "fuzz", method).toAbsolutePath();
    Files.createDirectories(found);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target);
    command.add("--target_method=" + method);
    command.add(
        "--instrumentation_includes=org.syncline.**:com.ctc.wstx.**:com.fasterxml.jackson.core.**");
    command.add("--reproducer_path=" + found.getParent());
    command.add("-artifact_prefix=" + found.getParent() + "/" + method + "-");
    command.add("-max_total_time=" + arguments[2]);
    command.add("-max_len=" + MOST_BYTES);
    command.add("-timeout=" + MOST_SECONDS);
    command.add("-rss_limit_mb=0"); // the target counts what it allocates
    command.add(found.toString());
    Path saved = Path.of("src/test/resources", target.replace('.', '/') + "Inputs", method);
    command.add(saved.toAbsolutePath().toString());
    System.exit(
        new ProcessBuilder(command)
            .directory(found.getParent().toFile())
            .inheritIO()
            .start()
            .waitFor());
  }
}
