package org.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A Syncline server in a process of its own, for tests that kill it, start it again on the same
 * data, or give it little memory.
 *
 * <pre>{@code
 * var settings = ServerProcess.on(dataDirectory).jvm("-Xmx256m").property("syncline.x", "1");
 * try (var server = settings.start()) {
 *   send(server.baseUri().resolve("sync/..."));
 *   server.kill();
 * }
 * try (var again = settings.start()) { ... }
 * }</pre>
 *
 * <p>It runs the built WAR with the server settings that users get, on 127.0.0.1 and a free port,
 * and writes what it prints to {@link #log()} under {@code target/it}. The data directory belongs
 * to the caller. Not thread-safe, but for {@link #kill()}, which any thread may call.
 */
public final class ServerProcess implements AutoCloseable {

  /** How to start a server; immutable, each method gives a copy. */
  public record Settings(
      Path data,
      int port,
      List<String> jvm,
      List<String> program,
      String readyPath,
      Duration patience) {

    /** Adds options of the Java VM, such as {@code -Xmx256m}; a later one beats an earlier one. */
    public Settings jvm(String... options) {
      var all = new ArrayList<>(jvm);
      all.addAll(List.of(options));
      return new Settings(data, port, List.copyOf(all), program, readyPath, patience);
    }

    /** Adds a system property of the server. */
    public Settings property(String name, String value) {
      return jvm("-D" + name + "=" + value);
    }

    /** Listens on {@code port}; 0, the default, takes a free one at each start. */
    public Settings port(int port) {
      return new Settings(data, port, jvm, program, readyPath, patience);
    }

    /**
     * Waits at most {@code patience} until {@code path} answers 200; default five minutes and
     * {@code /}.
     */
    public Settings ready(String path, Duration patience) {
      return new Settings(data, port, jvm, program, path, patience);
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @throws AssertionError if it ends or does not answer in time; the message has the end of its
     *     log
     */
    public ServerProcess start() throws IOException, InterruptedException {
      var server = new ServerProcess(this);
      try {
        server.awaitReady();
        return server;
      } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
        server.close();
        throw e;
      }
    }
  }

  /** What the server logs when it stays up without the application. */
  private static final String DEPLOYMENT_FAILED = "Exception while loading the app";

  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(30);

  private final Settings settings;
  private final URI baseUri;
  private final Path log;
  private final Path temporary;
  private final Process process;

  private ServerProcess(Settings settings) throws IOException {
    this.settings = settings;
    var port = settings.port() == 0 ? freePort() : settings.port();
    baseUri = URI.create("http://127.0.0.1:" + port + "/");
    Files.createDirectories(Build.workDirectory());
    log = Files.createTempFile(Build.workDirectory(), "server-", ".log");
    temporary = Files.createTempDirectory(Build.workDirectory(), "server-");
    process =
        new ProcessBuilder(command(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /** Settings for the built WAR, with its data in {@code data} and 512 MB of heap. */
  public static Settings on(Path data) {
    var program = new ArrayList<String>(List.of("-Dsyncline.listen=127.0.0.1"));
    program.addAll(List.of("-jar", Build.server().toString()));
    program.addAll(List.of("--nohazelcast", "--disablephonehome"));
    program.addAll(
        List.of("--prebootcommandfile", Build.serverConfig("pre-boot-commands.txt").toString()));
    program.addAll(List.of("--logproperties", Build.serverConfig("logging.properties").toString()));
    program.addAll(List.of("--deploy", Build.war().toString(), "--contextroot", "/"));
    return settings(data, program);
  }

  /** The same for the runnable jar, which brings its own server settings. */
  public static Settings runnableJarOn(Path data) {
    return settings(data, List.of("-jar", Build.runnableJar().toString()));
  }

  private static Settings settings(Path data, List<String> program) {
    return new Settings(
        data.toAbsolutePath(),
        0,
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
        List.copyOf(program),
        "/",
        Duration.ofMinutes(5));
  }

  /** Where it answers; ends with a slash. */
  public URI baseUri() {
    return baseUri;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** What it has printed. */
  public Path log() {
    return log;
  }

  /** Kills it as {@code kill -9} does, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Asks it to stop, as {@code kill} does, and returns when it has. */
  public void stop() {
    process.destroy();
    awaitExit();
  }

  /** Kills it if it still runs, and removes its temporary files; the log and the data stay. */
  @Override
  public void close() throws IOException {
    kill();
    Trees.delete(temporary);
  }

  private List<String> command(int port) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings.jvm());
    command.add("-Dsyncline.port=" + port);
    command.add("-Dsyncline.data=" + settings.data());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(settings.program());
    return command;
  }

  private void awaitReady() throws IOException, InterruptedException {
    var probe = new Probe(baseUri.resolve(settings.readyPath()));
    var deadline = System.nanoTime() + settings.patience().toNanos();
    while (!probe.answers()) {
      if (Files.readString(log).contains(DEPLOYMENT_FAILED)) {
        throw new AssertionError("the server could not load the WAR" + logTail());
      }
      if (!process.isAlive()) {
        throw new AssertionError(
            "the server ended with exit code " + process.exitValue() + logTail());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            probe
                + " did not answer 200 within "
                + settings.patience().toSeconds()
                + " s"
                + logTail());
      }
      Thread.sleep(100);
    }
  }

  private void awaitExit() {
    try {
      process.onExit().orTimeout(EXIT_PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError(
          "process " + pid() + " still runs after " + EXIT_PATIENCE.toSeconds() + " s" + logTail(),
          e);
    }
  }

  private String logTail() {
    try {
      var lines = Files.readAllLines(log);
      var tail = lines.subList(Math.max(0, lines.size() - 60), lines.size());
      return "; the end of " + log + ":\n" + String.join("\n", tail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
