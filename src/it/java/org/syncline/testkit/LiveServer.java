package org.syncline.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own with an empty data directory, its database open to other
 * programs, and users that log in as the sample's clients do. It can be killed and started again on
 * the same data, and then has the same addresses.
 */
public final class LiveServer implements AutoCloseable {
  /** The last line of a class histogram: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");

  /** For which statements of the test, as another program, wait for a row. */
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

  private final ServerProcess.Settings settings;
  private final Path data;
  private final ServerDatabase database;
  private final DatabaseKind kind;
  private final NewDatabase others;
  private ServerProcess process;

  /**
   * @param others what a server of its own keeps the data in; null for the embedded one
   */
  private LiveServer(
      DatabaseKind kind, NewDatabase others, UnaryOperator<ServerProcess.Settings> more)
      throws IOException {
    this.kind = kind;
    this.others = others;
    Files.createDirectories(Build.workDirectory());
    data = Files.createTempDirectory(Build.workDirectory(), "data-");
    ServerProcess.Settings plain = ServerProcess.on(data).port(freePort());
    if (others != null) {
      database = ServerDatabase.of(others);
      settings =
          more.apply(
              plain
                  .property("syncline.database.url", others.url())
                  .property("syncline.database.user", others.user())
                  .property("syncline.database.password", others.password()));
    } else {
      int h2Port = freePort();
      database = ServerDatabase.embedded(h2Port, data);
      settings = more.apply(plain.property("syncline.h2.tcp-port", String.valueOf(h2Port)));
    }
  }

  /**
   * Starts a server, on the database that the system property {@code syncline.it.database} names:
   * {@code H2}, which is the embedded one and the default, {@code POSTGRES} or {@code MARIADB}.
   *
   * @param more adds what this server needs to the settings
   */
  public static LiveServer start(UnaryOperator<ServerProcess.Settings> more)
      throws IOException, InterruptedException {
    return start(DatabaseKind.valueOf(System.getProperty("syncline.it.database", "H2")), more);
  }

  /** Starts a server on this database. */
  public static LiveServer start(DatabaseKind kind, UnaryOperator<ServerProcess.Settings> more)
      throws IOException, InterruptedException {
    try {
      NewDatabase others =
          switch (kind) {
            case H2 -> null;
            case POSTGRES -> PostgresServer.SAFE.create(LOCK_TIMEOUT);
            case MARIADB -> kind.create(LOCK_TIMEOUT);
          };
      return start(kind, others, more);
    } catch (SQLException e) {
      throw new IOException("no database could be made", e);
    }
  }

  /** Starts a server on a database of a server that the test may kill. */
  public static LiveServer startOn(
      DatabaseServer databases, UnaryOperator<ServerProcess.Settings> more)
      throws IOException, InterruptedException, SQLException {
    return start(databases.kind(), databases.create(LOCK_TIMEOUT), more);
  }

  private static LiveServer start(
      DatabaseKind kind, NewDatabase others, UnaryOperator<ServerProcess.Settings> more)
      throws IOException, InterruptedException {
    LiveServer server = new LiveServer(kind, others, more);
    try {
      server.startAgain();
      return server;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  /** Starts it on the data it has. */
  public void startAgain() throws IOException, InterruptedException {
    process = settings.start();
  }

  /** Kills it as {@code kill -9} does, and returns when it is gone. Any thread may call this. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  public long pid() {
    return process.pid();
  }

  /** Bytes of live objects on its heap: what is left after a full collection. */
  public long liveHeapBytes() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (BufferedReader output = histogram.inputReader()) {
      lines = output.lines().toList();
    }
    histogram.waitFor();
    Matcher total = TOTAL.matcher(lines.get(lines.size() - 1));
    Checks.require(total.matches(), "jcmd says", lines);
    return Long.parseLong(total.group(1));
  }

  public Path log() {
    return process.log();
  }

  public Path data() {
    return data;
  }

  /** Where it answers; ends with a slash. */
  public URI uri() {
    return process.baseUri();
  }

  public ServerDatabase database() {
    return database;
  }

  public DatabaseKind kind() {
    return kind;
  }

  /** The id of the user with this name, who is created when new. */
  public UUID login(String name) throws IOException, InterruptedException {
    URI address =
        uri()
            .resolve("sync/Login.ashx?username=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    Checks.require(answer.statusCode() == 200, "login answered " + answer.statusCode(), answer);
    return UUID.fromString(answer.body());
  }

  /** A new device of a user, empty. */
  public Device device(String name, UUID user, long seed) {
    return new Device(name, uri(), user, seed);
  }

  /** Fails unless the device holds exactly what the database has for its user. */
  public void assertEqual(Device device) throws SQLException {
    Map<String, Map<String, Object>> expected = database.rowsOf(device.user());
    Same.rows(device.toString(), expected, device.rows());
  }

  /** Kills it and removes its data; its log stays. */
  @Override
  public void close() throws IOException {
    if (process != null) {
      process.close();
    }
    Trees.delete(data);
    if (others != null) {
      try {
        others.close();
      } catch (SQLException e) {
        throw new IOException("the database could not be removed", e);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
