package org.syncline.clients;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Sends what N and W send and verifies what they verify (wire reference, sections 2, 3, 12). */
final class NetRequests {
  private final URI scope;
  private final String query;
  private final NetFormat format;
  private final boolean compression;
  private final ClientHttp http = new ClientHttp();

  /**
   * @param compression as W has it: gzip is undone, and what is not gzip is taken for raw deflate
   */
  NetRequests(URI server, String query, NetFormat format, boolean compression) {
    this.scope = server.resolve("sync/DefaultScopeSyncService.svc/DefaultScope/");
    this.query = query;
    this.format = format;
    this.compression = compression;
  }

  ClientHttp http() {
    return http;
  }

  /** Always POST, also for the very first download. */
  NetFeed download(String blob) throws IOException {
    // The client never sets the flag for downloads, so it is always true.
    return exchange("DownloadChanges", new NetFeed(true, blob, List.of()));
  }

  NetFeed upload(NetFeed request) throws IOException {
    NetFeed answer = exchange("UploadChanges", request);
    verify(request, answer);
    return answer;
  }

  private NetFeed exchange(String operation, NetFeed feed) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scope.resolve(operation + "?" + query))
            .header("Accept", format.mediaType())
            .header("Content-Type", format.mediaType())
            .expectContinue(true)
            .POST(BodyPublishers.ofByteArray(format.write(feed)));
    if (compression) {
      request.header("Accept-Encoding", "gzip, deflated");
    }
    HttpResponse<byte[]> answer = http.send(request.build());
    byte[] body = decoded(answer);
    if (answer.statusCode() != 200) {
      throw new RefusedException(answer.statusCode(), format.errorDescription(body));
    }
    return format.read(body);
  }

  private byte[] decoded(HttpResponse<byte[]> answer) {
    String encoding = answer.headers().firstValue("Content-Encoding").orElse("");
    if (encoding.isEmpty()) {
      return answer.body();
    }
    if (!compression || !encoding.equals("gzip")) {
      throw new ClientException("nobody asked for " + encoding);
    }
    try {
      return new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("no gzip", e);
    }
  }

  /** Every tempId exactly once, on a live entity with an id, on one side only. */
  static void verify(NetFeed request, NetFeed answer) {
    Map<String, NetEntity> open = new HashMap<>();
    request.entities().stream()
        .filter(sent -> sent.tempId() != null)
        .forEach(sent -> open.put(sent.tempId(), sent));
    boolean inserts = !open.isEmpty();
    for (NetEntity live : answer.entities()) {
      NetEntity losing = live.outcome() == null ? null : live.outcome().losing();
      boolean atLosing = losing != null && losing.tempId() != null;
      if (live.tempId() != null && atLosing) {
        throw new ClientException("both sides carry a tempId: " + live);
      }
      NetEntity carrier = atLosing ? losing : live;
      if (carrier.tempId() == null) {
        continue;
      }
      if (!inserts) {
        throw new ClientException("a tempId where nothing was inserted: " + live);
      }
      if (open.remove(carrier.tempId()) == null) {
        throw new ClientException("a tempId that is unknown or came twice: " + live);
      }
      if (carrier.isInsert() || carrier.deleted()) {
        throw new ClientException("a tempId on a tombstone or without an id: " + live);
      }
    }
    if (!open.isEmpty()) {
      throw new ClientException("inserts that were not acknowledged: " + open.keySet());
    }
  }
}
