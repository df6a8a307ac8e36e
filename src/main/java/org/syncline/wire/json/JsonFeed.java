package org.syncline.wire.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;
import org.syncline.wire.Answer;
import org.syncline.wire.BatchWriter;
import org.syncline.wire.EntityIds;
import org.syncline.wire.FeedFormat;
import org.syncline.wire.Payload;
import org.syncline.wire.internal.Batch;
import org.syncline.wire.internal.BytesPayload;
import org.syncline.wire.internal.JsonEscapes;
import org.syncline.wire.internal.UploadAnswer;
import org.syncline.wire.internal.Utf8Buffer;

/** Requests and answers as JSON (wire reference, section 7). */
public final class JsonFeed implements FeedFormat {
  static final String MEDIA_TYPE = "application/json";

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public BatchWriter batch(Scope scope, EntityIds ids, int mostBytes) {
    return new Batch(new JsonEncoder(ids), mostBytes);
  }

  @Override
  public Payload uploadAnswer(Scope scope, EntityIds ids, String blob, List<Answer> answers) {
    return UploadAnswer.of(new JsonEncoder(ids), blob, answers);
  }

  @Override
  public Optional<SyncRequest> read(InputStream body, Scope scope) throws IOException {
    return JsonRequestReader.read(body, scope, false);
  }

  @Override
  public Optional<SyncRequest> readUpload(InputStream body, Scope scope) throws IOException {
    return JsonRequestReader.read(body, scope, true);
  }

  @Override
  public Payload error(String description) {
    Utf8Buffer out = new Utf8Buffer(64 + description.length());
    out.ascii("{\"ErrorDescription\":");
    JsonEscapes.string(out, description);
    out.put('}');
    return new BytesPayload(MEDIA_TYPE, out);
  }
}
