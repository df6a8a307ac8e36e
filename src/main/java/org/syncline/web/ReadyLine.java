package org.syncline.web;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.syncline.scope.Service;

/**
 * Waits until the server answers, then says so once, with the addresses to try. An application is
 * told that it has started a moment before the server lets requests through.
 */
final class ReadyLine implements Runnable {
  static final String LISTEN = "syncline.listen";
  static final String DEFAULT_LISTEN = "127.0.0.1";

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAUSE_MILLIS = 100;
  private static final int TIMEOUT_MILLIS = 2_000;

  private final String host;
  private final WebSettings settings;
  private final List<Service> services;
  private final Consumer<String> log;

  /**
   * @param listen the address the server listens on; one that stands for all of them is fine
   */
  ReadyLine(String listen, WebSettings settings, List<Service> services, Consumer<String> log) {
    this.host = EVERYWHERE.contains(listen) ? "localhost" : listen;
    this.settings = settings;
    this.services = services;
    this.log = log;
  }

  @Override
  public void run() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!answers() && System.nanoTime() - deadline < 0) {
        Thread.sleep(PAUSE_MILLIS);
      }
      log.accept(text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application stops
    }
  }

  /** Whoever has the port must be us, and not a server that has yet to let us in. */
  private boolean answers() {
    try {
      var address = new URL("http", host, settings.port(), "/sync/services.json");
      var connection = (HttpURLConnection) address.openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  String text() {
    String url = settings.publicUrl();
    StringBuilder line = new StringBuilder("Syncline is ready: ").append(url).append('/');
    for (Service service : services) {
      line.append("  ").append(url).append("/sync/").append(service.name());
      line.append(".svc/$syncscopes");
    }
    return line.append("  ").append(url).append("/health").toString();
  }
}
