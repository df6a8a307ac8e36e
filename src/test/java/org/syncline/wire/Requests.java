package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.syncline.model.Change;
import org.syncline.model.ErrorCode;
import org.syncline.model.Row;
import org.syncline.model.SyncException;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;

/** Hand-made requests to the sample scope, and what becomes of them. */
final class Requests {
  static final String FEED =
      "<feed xmlns='http://www.w3.org/2005/Atom'"
          + " xmlns:d='http://schemas.microsoft.com/ado/2007/08/dataservices'"
          + " xmlns:m='http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'"
          + " xmlns:at='http://purl.org/atompub/tombstones/1.0'"
          + " xmlns:sync='http://odata.org/sync/v1'>";

  private Requests() {}

  /** A JSON request with these members of {@code results}. */
  static String json(String results) {
    return "{\"d\":{\"__sync\":{\"moreChangesAvailable\":false,\"serverBlob\":\"b\"},\"results\":["
        + results
        + "]}}";
  }

  /** A JSON entity that is a tag to be inserted. */
  static String jsonTag(String tempId, String properties) {
    return "{"
        + properties
        + ",\"__metadata\":{\"tempId\":\""
        + tempId
        + "\",\"uri\":\"\",\"type\":\"SampleScope.Tag\"}}";
  }

  /** An Atom request with these children of the feed. */
  static String atom(String entries) {
    return FEED + "<sync:serverBlob>b</sync:serverBlob>" + entries + "</feed>";
  }

  /** An Atom entry that is a tag to be inserted. */
  static String atomTag(String tempId, String properties) {
    return "<entry><sync:tempId>"
        + tempId
        + "</sync:tempId><id/><category term='SampleScope.Tag'/><content><m:properties>"
        + properties
        + "</m:properties></content></entry>";
  }

  static SyncRequest read(FeedFormat format, String body) {
    return read(format, body.getBytes(StandardCharsets.UTF_8));
  }

  static SyncRequest read(FeedFormat format, byte[] body) {
    return read(format, body, Sample.SCOPE);
  }

  static SyncRequest read(FeedFormat format, String body, Scope scope) {
    return read(format, body.getBytes(StandardCharsets.UTF_8), scope);
  }

  /** As the server reads uploads. */
  static SyncRequest upload(FeedFormat format, String body) {
    return read(body.getBytes(StandardCharsets.UTF_8), in -> format.readUpload(in, Sample.SCOPE));
  }

  private static SyncRequest read(FeedFormat format, byte[] body, Scope scope) {
    return read(body, in -> format.read(in, scope));
  }

  private interface Reading {
    Optional<SyncRequest> of(InputStream body) throws IOException;
  }

  private static SyncRequest read(byte[] body, Reading reading) {
    try {
      return reading
          .of(new ByteArrayInputStream(body))
          .orElseThrow(() -> new AssertionError("taken for an empty body"));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** The rows of a request that holds live rows only. */
  static List<Row> rows(FeedFormat format, String body) {
    return read(format, body).changes().stream()
        .map(change -> ((Change.Live) change.change()).row())
        .toList();
  }

  /** The message with which a request is refused. */
  static String refusal(FeedFormat format, String body) {
    return refusal(format, body.getBytes(StandardCharsets.UTF_8));
  }

  static String refusal(FeedFormat format, byte[] body) {
    return refusal(() -> read(format, body));
  }

  /** The message with which an upload is refused. */
  static String uploadRefusal(FeedFormat format, String body) {
    return refusal(() -> upload(format, body));
  }

  private static String refusal(Supplier<SyncRequest> reading) {
    try {
      throw new AssertionError("not refused: " + reading.get());
    } catch (SyncException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_BODY);
      return e.getMessage();
    }
  }
}
