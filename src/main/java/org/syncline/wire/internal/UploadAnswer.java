package org.syncline.wire.internal;

import java.util.List;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.wire.Answer;
import org.syncline.wire.Payload;

/**
 * Writes the answer to an upload: conflicts, errors, acknowledged inserts (wire reference, sections
 * 13, 15, 16). Every tempId goes back exactly once, and never on a tombstone.
 */
public final class UploadAnswer {
  private final FeedEncoder encoder;
  private final Utf8Buffer body = new Utf8Buffer(4096);

  private UploadAnswer(FeedEncoder encoder) {
    this.encoder = encoder;
  }

  public static Payload of(FeedEncoder encoder, String blob, List<Answer> answers) {
    UploadAnswer answer = new UploadAnswer(encoder);
    for (Answer a : answers) {
      if (a.outcome() instanceof UploadOutcome.Conflicted conflict) {
        answer.conflict(a.change(), conflict);
      }
    }
    for (Answer a : answers) {
      if (a.outcome() instanceof UploadOutcome.Failed failure) {
        answer.error(a.change(), failure);
      }
    }
    for (Answer a : answers) {
      answer.acknowledge(a);
    }
    return answer.finish(blob);
  }

  private void conflict(UploadedChange sent, UploadOutcome.Conflicted outcome) {
    boolean onLosing = outcome.resolution() == ConflictResolution.SERVER_WINS;
    Side[] sides = sides(sent.tempId(), outcome.live(), outcome.losing(), onLosing);
    encoder.conflict(body, outcome.resolution(), sides[0], sides[1]);
  }

  private void error(UploadedChange sent, UploadOutcome.Failed outcome) {
    Side[] sides = sides(sent.tempId(), outcome.live(), outcome.losing(), true);
    encoder.error(body, outcome.description(), sides[0], sides[1]);
  }

  /**
   * The live and the losing entity.
   *
   * @param onLosing where the tempId belongs, unless that side is a tombstone
   */
  private static Side[] sides(String tempId, Change live, Change losing, boolean onLosing) {
    boolean toLosing = onLosing ? !losing.deleted() || live.deleted() : live.deleted();
    return new Side[] {
      new Side(live, live.key(), toLosing ? null : tempId),
      new Side(losing, live.key(), toLosing ? tempId : null)
    };
  }

  /** A change without a tempId needs no word; one with it does, even if it was found stored. */
  private void acknowledge(Answer answer) {
    String tempId = answer.change().tempId();
    if (tempId == null) {
      return;
    }
    if (answer.outcome() instanceof UploadOutcome.Inserted inserted) {
      Change stored = new Change.Live(inserted.stored());
      encoder.entity(body, new Side(stored, stored.key(), tempId));
    } else if (answer.outcome() instanceof UploadOutcome.Accepted) {
      Change sent = answer.change().change();
      encoder.entity(body, new Side(sent, sent.key(), tempId));
    }
  }

  private Payload finish(String blob) {
    Utf8Buffer head = new Utf8Buffer(1024 + blob.length());
    encoder.head(head, blob, true);
    PiecesPayload.Builder pieces =
        new PiecesPayload.Builder(encoder.mediaType(), head, body, encoder.tail());
    if (body.length() > 0) {
      pieces.add(encoder.separator(), body.length());
    }
    return pieces.build();
  }
}
