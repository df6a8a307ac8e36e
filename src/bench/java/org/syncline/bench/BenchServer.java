package org.syncline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The server under measurement, in a process of its own, on loopback and a free port. */
final class BenchServer implements AutoCloseable {
  private static final long START_SECONDS = 300;

  /** The last line of a class histogram: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");

  private final Process process;
  private final Path log;
  private final URI uri;
  private final PageCache pageCache;

  private BenchServer(Process process, Path log, URI uri, PageCache pageCache) {
    this.process = process;
    this.log = log;
    this.uri = uri;
    this.pageCache = pageCache;
  }

  /** Starts it with its data in {@code work/data}, and returns when it answers. */
  static BenchServer start(Path war, Path payara, Path config, Path work, List<String> options)
      throws IOException, InterruptedException {
    int port = freePort();
    int h2Port = freePort();
    Path log = work.resolve("server.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dsyncline.listen=127.0.0.1");
    command.add("-Dsyncline.port=" + port);
    command.add("-Dsyncline.data=" + work.resolve("data").toAbsolutePath());
    command.add("-Dsyncline.h2.tcp-port=" + h2Port);
    command.add("-Djava.io.tmpdir=" + work.toAbsolutePath());
    command.addAll(List.of("-jar", payara.toString(), "--nohazelcast", "--disablephonehome"));
    command.addAll(
        List.of("--prebootcommandfile", config.resolve("pre-boot-commands.txt").toString()));
    command.addAll(List.of("--logproperties", config.resolve("logging.properties").toString()));
    command.addAll(List.of("--deploy", war.toString(), "--contextroot", "/"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    BenchServer server =
        new BenchServer(
            process,
            log,
            URI.create("http://127.0.0.1:" + port + "/"),
            new PageCache(work.resolve("data").toAbsolutePath(), h2Port));
    try {
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  URI uri() {
    return uri;
  }

  /** What its database keeps in memory of the file. */
  PageCache pageCache() {
    return pageCache;
  }

  /** The id of the user who has all the items. */
  String sampleUser() throws IOException, InterruptedException {
    return get("sync/Login.ashx?username=user0001");
  }

  /** Bytes of live objects: what is left after a full collection. */
  long liveHeapBytes() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (Stream<String> output = histogram.inputReader().lines()) {
      lines = output.toList();
    }
    histogram.waitFor();
    Matcher total = TOTAL.matcher(lines.get(lines.size() - 1));
    if (!total.matches()) {
      throw new IOException("jcmd says " + lines);
    }
    return Long.parseLong(total.group(1));
  }

  private String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  private void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() - deadline < 0 && process.isAlive()) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // nobody listens yet
      }
      Thread.sleep(200);
    }
    throw new IOException("the server did not come up:\n" + Files.readString(log));
  }

  /** Stops it in order, so that its database file is closed. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Deletes a directory and all in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
