package org.syncline.web;

import java.io.InputStream;
import java.util.List;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;
import org.syncline.wire.Answer;
import org.syncline.wire.BatchWriter;
import org.syncline.wire.EntityIds;
import org.syncline.wire.FeedFormat;
import org.syncline.wire.Payload;

/** A format by name only, for tests of what happens before a body is written. */
record BareFormat(String mediaType) implements FeedFormat {
  static final Negotiation NEGOTIATION =
      new Negotiation(new BareFormat("application/atom+xml"), new BareFormat("application/json"));

  @Override
  public Payload error(String description) {
    return new TextPayload(mediaType, description);
  }

  @Override
  public BatchWriter batch(Scope scope, EntityIds ids, int mostBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Payload uploadAnswer(Scope scope, EntityIds ids, String blob, List<Answer> answers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SyncRequest read(InputStream body, Scope scope) {
    throw new UnsupportedOperationException();
  }
}
