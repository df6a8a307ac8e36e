package org.syncline.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Downloads like a client that has nothing yet, and does as little as possible with the rows. */
final class SyncClient {
  private static final byte[] ROW = "\"__metadata\":".getBytes(StandardCharsets.UTF_8);
  private static final String MORE = "\"moreChangesAvailable\":true";
  private static final String BLOB = "\"serverBlob\":\"";
  private static final int HEAD_BYTES = 8192;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI download;

  /**
   * What one first sync took.
   *
   * @param wireBytes of all bodies as they came
   * @param largest bytes of the largest body before compression
   */
  record Run(int rows, int batches, long wireBytes, int largest, double seconds) {
    double rowsPerSecond() {
      return rows / seconds;
    }

    @Override
    public String toString() {
      return String.format(
          "%,d rows in %d batches, %,d bytes on the wire (largest batch %,d), %.2f s, %,.0f rows/s",
          rows, batches, wireBytes, largest, seconds, rowsPerSecond());
    }
  }

  SyncClient(URI server, String user) {
    download =
        server.resolve(
            "sync/DefaultScopeSyncService.svc/DefaultScope/DownloadChanges?userid=" + user);
  }

  Run firstSync(boolean gzip) throws IOException, InterruptedException {
    String blob = "";
    boolean more = true;
    int rows = 0;
    int batches = 0;
    int largest = 0;
    long wireBytes = 0;
    long start = System.nanoTime();
    while (more) {
      byte[] wire = post(blob, gzip);
      byte[] body =
          gzip ? new GZIPInputStream(new ByteArrayInputStream(wire)).readAllBytes() : wire;
      // The first two members come first.
      String head = new String(body, 0, Math.min(body.length, HEAD_BYTES), StandardCharsets.UTF_8);
      int at = head.indexOf(BLOB) + BLOB.length();
      blob = head.substring(at, head.indexOf('"', at));
      more = head.contains(MORE);
      rows += count(body);
      wireBytes += wire.length;
      largest = Math.max(largest, body.length);
      batches++;
    }
    return new Run(rows, batches, wireBytes, largest, (System.nanoTime() - start) / 1e9);
  }

  private byte[] post(String blob, boolean gzip) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(download)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"d\":{\"__sync\":{\"moreChangesAvailable\":true,\"serverBlob\":\""
                        + blob
                        + "\"},\"results\":[]}}"));
    if (gzip) {
      request.header("Accept-Encoding", "gzip");
    }
    HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
    boolean compressed = answer.headers().firstValue("Content-Encoding").isPresent();
    if (answer.statusCode() != 200 || compressed != gzip) {
      throw new IOException(
          answer.statusCode()
              + " "
              + answer.headers().map()
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.body();
  }

  private static int count(byte[] body) {
    int rows = 0;
    int matched = 0;
    for (byte b : body) {
      matched = b == ROW[matched] ? matched + 1 : b == ROW[0] ? 1 : 0;
      if (matched == ROW.length) {
        rows++;
        matched = 0;
      }
    }
    return rows;
  }
}
