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

  /**
   * One answer.
   *
   * @param blob to ask with next
   * @param body as it was before compression
   */
  record Batch(String blob, boolean more, byte[] body, int wireBytes) {}

  Run firstSync(boolean gzip) throws IOException, InterruptedException {
    String blob = "";
    boolean more = true;
    int rows = 0;
    int batches = 0;
    int largest = 0;
    long wireBytes = 0;
    long start = System.nanoTime();
    while (more) {
      Batch batch = next(blob, gzip);
      blob = batch.blob;
      more = batch.more;
      rows += count(batch.body);
      wireBytes += batch.wireBytes;
      largest = Math.max(largest, batch.body.length);
      batches++;
    }
    return new Run(rows, batches, wireBytes, largest, (System.nanoTime() - start) / 1e9);
  }

  /**
   * What follows a blob.
   *
   * @param blob empty at first
   */
  Batch next(String blob, boolean gzip) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = post(blob, gzip);
    byte[] wire = answer.body();
    // small answers come as they are
    byte[] body =
        answer.headers().firstValue("Content-Encoding").isPresent()
            ? new GZIPInputStream(new ByteArrayInputStream(wire)).readAllBytes()
            : wire;
    // The first two members come first.
    String head = new String(body, 0, Math.min(body.length, HEAD_BYTES), StandardCharsets.UTF_8);
    int at = head.indexOf(BLOB) + BLOB.length();
    return new Batch(
        head.substring(at, head.indexOf('"', at)), head.contains(MORE), body, wire.length);
  }

  private HttpResponse<byte[]> post(String blob, boolean gzip)
      throws IOException, InterruptedException {
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
    if (answer.statusCode() != 200) {
      throw new IOException(
          answer.statusCode()
              + " "
              + answer.headers().map()
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer;
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
