package org.syncline.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;

/** One of the two formats of the OData + Sync door. Stateless and safe for use by many threads. */
public interface FeedFormat {
  /** As it goes into {@code Content-Type}, without a charset. */
  String mediaType();

  /**
   * Begins a download answer.
   *
   * @param mostBytes size of the whole answer that is not exceeded, unless a single row does
   */
  BatchWriter batch(Scope scope, EntityIds ids, int mostBytes);

  /**
   * The answer to an upload: conflicts, then errors, then acknowledged inserts (wire reference,
   * section 13). {@code moreChangesAvailable} is always true in it.
   *
   * @param answers in the order of the request
   */
  Payload uploadAnswer(Scope scope, EntityIds ids, String blob, List<Answer> answers);

  /**
   * Reads the body of a download or upload request. Empty if the body is: whether there must be one
   * depends on the operation.
   *
   * @throws org.syncline.model.SyncException BAD_BODY, naming what is wrong and where, for anything
   *     that is not well-formed, unknown to the scope, or impossible; BODY_TOO_LARGE for more than
   *     100,000 changes; whatever {@code body} itself throws passes through
   * @throws IOException when the body cannot be read to its end
   */
  Optional<SyncRequest> read(InputStream body, Scope scope) throws IOException;

  /**
   * The same for an upload, which must say what its changes are, if only that there are none: a
   * body from which nothing can be read is refused too, because its sender would take the answer
   * for a receipt and forget its changes.
   */
  Optional<SyncRequest> readUpload(InputStream body, Scope scope) throws IOException;

  /** The body of an answer that refuses the whole request (wire reference, section 17). */
  Payload error(String description);
}
