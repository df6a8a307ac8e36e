package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.LiveServer;

/** Callers that send too slowly, or go away in the middle. */
class SlowSendersIT {
  /** More than the server has threads for requests. */
  private static final int SENDERS = 250;

  private static final int PATIENCE_MILLIS = 120_000;

  private static LiveServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        LiveServer.start(settings -> settings.property("syncline.request.patience-seconds", "15"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void slow_senders_keep_nobody_from_being_served_and_are_told() throws Exception {
    URI address = server.uri();
    List<Socket> slow = new ArrayList<>();
    Thread trickle = new Thread(() -> trickle(slow), "trickle");
    trickle.setDaemon(true);
    try {
      for (int i = 0; i < SENDERS; i++) {
        slow.add(begun(address, "Content-Length: 5000"));
      }
      trickle.start();
      var answer = new RawHttp(address).send("GET", "/sync/services.json");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(statusOf(slow.get(0))).isIn("408", "503");
      var device = server.device("beside", server.login("slow-" + UUID.randomUUID()), 1);
      device.sync();
      server.assertEqual(device);
    } finally {
      trickle.interrupt();
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void one_slow_sender_is_told_why() throws Exception {
    try (Socket socket = begun(server.uri(), "Content-Length: 5000")) {
      Thread trickle = new Thread(() -> trickle(List.of(socket)), "trickle");
      trickle.setDaemon(true);
      trickle.start();
      assertThat(statusOf(socket)).isEqualTo("408");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("the body comes too slowly");
      trickle.interrupt();
    }
  }

  @Test
  void who_hangs_up_in_the_middle_leaves_no_trace_in_the_log() throws Exception {
    Path log = server.log();
    long before = lines(log);
    for (String framing : List.of("Content-Length: 500", "Transfer-Encoding: chunked")) {
      for (int i = 0; i < 5; i++) {
        try (Socket socket = begun(server.uri(), framing)) {
          String part = framing.startsWith("C") ? "{\"d\":" : "20\r\n{\"d\":";
          socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
          socket.setSoLinger(i % 2 == 0, 0); // with a reset, and with a polite end
        }
      }
    }
    try (Socket socket = begun(server.uri(), "Transfer-Encoding: chunked")) {
      socket.getOutputStream().write("zz\r\n{}\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(statusOf(socket)).isEqualTo("400");
    }
    var device = server.device("afterwards", server.login("gone-" + UUID.randomUUID()), 1);
    device.sync();
    server.assertEqual(device);
    List<String> said = Files.readAllLines(log).subList((int) before, (int) lines(log));
    assertThat(said).noneMatch(line -> line.matches(".* (WARNING|SEVERE) .*|\\s+at .*"));
  }

  private static long lines(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.count();
    }
  }

  private static Socket begun(URI address, String framing) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    String head =
        "POST /sync/DefaultScopeSyncService.svc/DefaultScope/UploadChanges?userid="
            + UUID.randomUUID()
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + framing
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** A blank each second into every one that still takes it. */
  private static void trickle(List<Socket> sockets) {
    List<Socket> open = new ArrayList<>(sockets);
    try {
      while (!open.isEmpty()) {
        open.removeIf(socket -> !takes(socket));
        Thread.sleep(1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the test is over
    }
  }

  private static boolean takes(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String statusOf(Socket socket) throws IOException {
    byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 408".length());
    return new String(line, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length());
  }
}
