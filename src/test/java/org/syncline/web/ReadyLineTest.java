package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadyLineTest {

  @Test
  void waits_until_the_application_is_let_through() throws IOException {
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/sync/services.json",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 404 : 200, -1);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      var settings = new WebSettings("https://sync.example.org", port, 1, 1, 1, DiagMode.NOBODY);
      var said = new CopyOnWriteArrayList<String>();

      new ReadyLine("127.0.0.1", settings, List.of(Lists.SERVICE), said::add).run();

      assertThat(asked).hasValue(3);
      assertThat(said)
          .containsExactly(
              "Syncline is ready: https://sync.example.org/"
                  + "  https://sync.example.org/sync/ListService.svc/$syncscopes"
                  + "  https://sync.example.org/health");
    } finally {
      server.stop(0);
    }
  }
}
