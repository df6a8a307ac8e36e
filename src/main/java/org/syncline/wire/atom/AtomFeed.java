package org.syncline.wire.atom;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;
import org.syncline.wire.Answer;
import org.syncline.wire.BatchWriter;
import org.syncline.wire.EntityIds;
import org.syncline.wire.FeedFormat;
import org.syncline.wire.Payload;
import org.syncline.wire.internal.Batch;
import org.syncline.wire.internal.BytesPayload;
import org.syncline.wire.internal.UploadAnswer;
import org.syncline.wire.internal.Utf8Buffer;
import org.syncline.wire.internal.XmlEscapes;

/** Requests and answers as Atom feeds (wire reference, section 8). */
public final class AtomFeed implements FeedFormat {
  static final String MEDIA_TYPE = "application/atom+xml";

  private final InstantSource clock;
  private final Supplier<UUID> feedIds;

  /**
   * A format that takes what differs from feed to feed from outside.
   *
   * @param clock for the times that a feed shows; read once per feed
   * @param feedIds a new id for each feed; ids of rows do not come from here
   */
  public AtomFeed(InstantSource clock, Supplier<UUID> feedIds) {
    this.clock = clock;
    this.feedIds = feedIds;
  }

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public BatchWriter batch(Scope scope, EntityIds ids, int mostBytes) {
    return new Batch(encoder(ids), mostBytes);
  }

  @Override
  public Payload uploadAnswer(Scope scope, EntityIds ids, String blob, List<Answer> answers) {
    return UploadAnswer.of(encoder(ids), blob, answers);
  }

  private AtomEncoder encoder(EntityIds ids) {
    String updated = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    return new AtomEncoder(ids, feedIds.get(), updated);
  }

  @Override
  public Optional<SyncRequest> read(InputStream body, Scope scope) throws IOException {
    return AtomRequestReader.read(body, scope, false);
  }

  @Override
  public Optional<SyncRequest> readUpload(InputStream body, Scope scope) throws IOException {
    return AtomRequestReader.read(body, scope, true);
  }

  @Override
  public Payload error(String description) {
    Utf8Buffer out = new Utf8Buffer(256 + description.length());
    out.ascii("<ServiceError xmlns=\"" + AtomNames.ERROR + "\"");
    out.ascii(" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><ErrorDescription>");
    out.text(description, XmlEscapes.TEXT);
    out.ascii("</ErrorDescription></ServiceError>");
    return new BytesPayload(MEDIA_TYPE, out);
  }
}
