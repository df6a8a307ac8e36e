package org.syncline.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.syncline.engine.Directions;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.engine.intercept.Interception;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.engine.intercept.SyncCallFacts;
import org.syncline.engine.intercept.SyncOperations;
import org.syncline.model.ChangeSink;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.model.SyncRequest;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.wire.Answer;
import org.syncline.wire.BatchWriter;
import org.syncline.wire.EntityIds;
import org.syncline.wire.FeedFormat;
import org.syncline.wire.Formats;
import org.syncline.wire.Payload;
import org.syncline.wire.ScopeParameters;
import org.syncline.wire.blob.BlobSeal;

/** The two operations that move rows: opens the blob, lets the tenant work, seals the next one. */
final class Transfers {
  private static final SyncRequest NOTHING = new SyncRequest("", List.of());

  private final AnswerFormats formats;
  private final BlobSeal seal;
  private final Addresses addresses;
  private final LargeBodies largeBodies;
  private final RowErrors rowErrors;
  private final Interceptors interceptors;

  Transfers(
      AnswerFormats formats,
      BlobSeal seal,
      Addresses addresses,
      LargeBodies largeBodies,
      RowErrors rowErrors,
      Interceptors interceptors) {
    this.formats = formats;
    this.seal = seal;
    this.addresses = addresses;
    this.largeBodies = largeBodies;
    this.rowErrors = rowErrors;
    this.interceptors = interceptors;
  }

  /** One batch. The body of a POST carries the blob; changes in it are not looked at. */
  Reply download(SyncCall call, HttpCall http, BodySource body) {
    String blob =
        http.method().equals("POST") ? posted(call, http, body).blob() : named(call, http);
    ReplicaState replica =
        opened(call, blob).orElseGet(() -> call.tenant().newReplica(parameters(call)));
    Interception interception = interception(call, http, SyncOperations.DOWNLOAD);
    interception.request();
    int mostBytes = replica.batchBytes(call.service().batchBytes());
    BatchWriter batch = call.format().batch(call.scope(), ids(call), mostBytes);
    Payload answer;
    if (interception.looksAtBatches()) {
      RecordedBatch recorded = new RecordedBatch(batch);
      Download download = filled(call, replica, recorded);
      interception.response(recorded.changes(), !download.more());
      answer = batch.finish(sealed(call, download.next()), download.more());
    } else {
      Download download = filled(call, replica, batch);
      answer = batch.finish(sealed(call, download.next()), download.more());
    }
    return new Reply(200, interception.responseHeaders(), answer);
  }

  private static Download filled(SyncCall call, ReplicaState replica, ChangeSink batch) {
    return call.tenant().download(call.service(), call.scope(), replica, batch);
  }

  private Interception interception(SyncCall call, HttpCall http, SyncOperations operation) {
    String query = http.query() == null ? "" : http.query();
    return interceptors.begin(
        call.service(), call.scope(), operation, new SyncCallFacts(query, http.headers()));
  }

  Reply upload(SyncCall call, HttpCall http, BodySource body) {
    boolean asConflicts = rowErrors.asConflicts(call.service().name(), http);
    Interception interception = interception(call, http, SyncOperations.UPLOAD);
    try (LargeBodies.Turn turn = largeBodies.turn()) {
      FeedFormat format = bodyFormat(http);
      SyncRequest request =
          read(body, turn, in -> format.readUpload(in, call.scope()))
              .orElseThrow(Transfers::nothingSent);
      Payload answer = stored(call, request, interception, asConflicts);
      return new Reply(200, interception.responseHeaders(), answer);
    }
  }

  /** Not an upload of nothing: its answer would be the blob of a new replica. */
  private static SyncException nothingSent() {
    return new SyncException(ErrorCode.BAD_BODY, "an upload needs a body");
  }

  private Payload stored(
      SyncCall call, SyncRequest request, Interception interception, boolean asConflicts) {
    Optional<ReplicaState> replica = opened(call, request.blob());
    List<Object> parameters = replica.isPresent() ? List.of() : parameters(call);
    Directions directions = interception.request(request.changes());
    Upload upload =
        call.tenant()
            .upload(
                call.service(),
                call.scope(),
                new UploadRequest(
                    replica, request.blob(), parameters, request.changes(), directions));
    interception.response(upload.outcomes());
    return call.format()
        .uploadAnswer(
            call.scope(),
            ids(call),
            sealed(call, upload.next()),
            answers(request, upload, asConflicts));
  }

  private static List<Answer> answers(SyncRequest request, Upload upload, boolean asConflicts) {
    List<Answer> answers = new ArrayList<>(request.changes().size());
    int i = 0;
    for (UploadedChange change : request.changes()) {
      UploadOutcome outcome = upload.outcomes().get(i++);
      answers.add(new Answer(change, asConflicts ? RowErrors.asConflict(outcome) : outcome));
    }
    return answers;
  }

  /** The blob of a GET: from the query, else from the header. */
  private static String named(SyncCall call, HttpCall http) {
    String blob =
        call.options()
            .system("$syncServerBlob")
            .orElse(http.blobHeader() == null ? "" : http.blobHeader().strip());
    if (blob.indexOf(' ') >= 0) {
      // not "unknown": that would make the client throw its copy away
      throw new SyncException(
          ErrorCode.BAD_PARAMETER, "a '+' in $syncServerBlob must be percent-encoded");
    }
    return blob;
  }

  /** A POST without a body comes from a client that has nothing; then it needs no type either. */
  private SyncRequest posted(SyncCall call, HttpCall http, BodySource body) {
    if (http.contentType() != null) {
      try (LargeBodies.Turn turn = largeBodies.turn()) {
        FeedFormat format = bodyFormat(http);
        return read(body, turn, in -> format.read(in, call.scope())).orElse(NOTHING);
      }
    }
    try (InputStream in = body.open()) {
      if (in.read() < 0) {
        return NOTHING;
      }
    } catch (IOException e) {
      throw incomplete(e);
    }
    throw unknownType();
  }

  private FeedFormat bodyFormat(HttpCall http) {
    return formats.body(http.contentType()).orElseThrow(Transfers::unknownType);
  }

  private static SyncException unknownType() {
    return new SyncException(
        ErrorCode.BAD_BODY,
        "Content-Type must say what the body is: "
            + Formats.ATOM.mediaType()
            + " or "
            + Formats.JSON.mediaType());
  }

  /** What becomes of a body, which depends on the operation. */
  private interface Reading {
    Optional<SyncRequest> of(InputStream body) throws IOException;
  }

  private static Optional<SyncRequest> read(
      BodySource body, LargeBodies.Turn turn, Reading reading) {
    try (InputStream in = turn.of(body.open())) {
      return reading.of(in);
    } catch (IOException e) {
      throw incomplete(e);
    }
  }

  private static SyncException incomplete(IOException cause) {
    return new SyncException(ErrorCode.BAD_BODY, "not all of the body arrived", cause);
  }

  private static List<Object> parameters(SyncCall call) {
    return ScopeParameters.parse(call.scope(), call.options().parameters());
  }

  private EntityIds ids(SyncCall call) {
    return new EntityIds(addresses.idRoot(call.tenant(), call.service()));
  }

  private Optional<ReplicaState> opened(SyncCall call, String blob) {
    return blob.isBlank()
        ? Optional.empty()
        : Optional.of(seal.open(blob, call.scope(), binding(call)));
  }

  private String sealed(SyncCall call, ReplicaState next) {
    return seal.seal(next, call.scope(), binding(call));
  }

  private static String binding(SyncCall call) {
    return BlobSeal.binding(call.tenant().name(), call.service().name(), call.scope());
  }
}
