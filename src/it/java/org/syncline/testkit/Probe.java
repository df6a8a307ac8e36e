package org.syncline.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks whether an address answers yet. */
final class Probe {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final HttpRequest request;

  Probe(URI address) {
    request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
  }

  /** Whether the answer is 200; no answer, or another one, is no. */
  boolean answers() throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // nobody listens yet, or the server is busy starting
    }
  }

  @Override
  public String toString() {
    return request.uri().toString();
  }
}
