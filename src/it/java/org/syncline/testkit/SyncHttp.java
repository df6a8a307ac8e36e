package org.syncline.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * Sends the requests of one scope and looks at everything in the answer but its content. Safe for
 * use by many threads.
 */
final class SyncHttp {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI scope;
  private final String query;
  private final AtomicLong bytesReceived = new AtomicLong();

  /**
   * @param scope address of the scope, with a slash at the end
   * @param query scope parameters, sent with every request as the original clients do
   */
  SyncHttp(URI scope, String query) {
    this.scope = scope;
    this.query = query;
  }

  /** How many bytes of bodies have come over the wire. */
  long bytesReceived() {
    return bytesReceived.get();
  }

  /** A first download in the manner of the Android client: no body, no blob. */
  byte[] get(String operation, WireFormat answer, boolean gzip) throws IOException {
    return send(request(operation, answer, gzip).GET().build(), answer);
  }

  byte[] post(String operation, WireFormat format, byte[] body, WireFormat answer, boolean gzip)
      throws IOException {
    return send(
        request(operation, answer, gzip)
            .header("Content-Type", format.mediaType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        answer);
  }

  private HttpRequest.Builder request(String operation, WireFormat answer, boolean gzip) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scope.resolve(operation + "?" + query))
            .timeout(PATIENCE)
            .header("Accept", answer.mediaType());
    return gzip ? request.header("Accept-Encoding", "gzip") : request;
  }

  private byte[] send(HttpRequest request, WireFormat format) throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the answer", e);
    }
    bytesReceived.addAndGet(answer.body().length);
    if (answer.statusCode() != 200) {
      throw new RefusedException(
          answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }
    return checked(answer.headers(), answer.body(), format);
  }

  private static byte[] checked(HttpHeaders headers, byte[] body, WireFormat format)
      throws IOException {
    expect(headers, "Content-Type", format.mediaType());
    expect(headers, "SyncServiceVersion", "1.0");
    expect(headers, "Cache-Control", "no-store");
    String encoding = headers.firstValue("Content-Encoding").orElse("none");
    if (encoding.equals("gzip")) {
      return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    Checks.require(encoding.equals("none"), "nobody asked for this encoding", encoding);
    // Without a length a cut answer looks complete, and the .NET client starves its own pool.
    expect(headers, "Content-Length", String.valueOf(body.length));
    return body;
  }

  private static void expect(HttpHeaders headers, String name, String value) {
    Checks.require(
        headers.allValues(name).equals(java.util.List.of(value)),
        name + " must be " + value,
        headers.map());
  }
}
