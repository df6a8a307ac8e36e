package org.syncline.web;

import java.util.Locale;
import java.util.Optional;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.wire.FeedFormat;

/**
 * Which format a caller reads and which it writes (wire reference, sections 1, 3 and 4). The two do
 * not depend on each other.
 *
 * @param atom also the format of answers to callers that do not say
 */
record Negotiation(FeedFormat atom, FeedFormat json) {

  /**
   * The format of the answer.
   *
   * @param accept all {@code Accept} headers joined by commas, or null
   * @throws SyncException NOT_ACCEPTABLE
   */
  FeedFormat answer(QueryOptions options, String accept) {
    Optional<String> format = options.system("$format");
    if (format.isPresent()) {
      return format.get().equalsIgnoreCase("json") ? json : atom;
    }
    if (accept == null || accept.isBlank()) {
      return atom;
    }
    return accepted(accept)
        .orElseThrow(
            () ->
                new SyncException(
                    ErrorCode.NOT_ACCEPTABLE,
                    "the answer can be "
                        + atom.mediaType()
                        + " or "
                        + json.mediaType()
                        + ", and Accept names neither"));
  }

  /** As the clients expect: the default wins wherever it stands, and weights do not count. */
  private Optional<FeedFormat> accepted(String accept) {
    boolean wildcard = false;
    boolean other = false;
    for (String range : accept.split(",", -1)) {
      String type = bare(range);
      if (type.equals(atom.mediaType())) {
        return Optional.of(atom);
      }
      other |= type.equals(json.mediaType());
      wildcard |= type.equals("*/*") || type.equals("application/*");
    }
    if (other) {
      return Optional.of(json);
    }
    return wildcard ? Optional.of(atom) : Optional.empty();
  }

  /** The format in which a refusal is put, also when the request is too broken to say. */
  FeedFormat refusal(HttpCall call) {
    try {
      return answer(QueryOptions.parse(call.query()), call.accept());
    } catch (SyncException e) {
      return call.accept() == null ? atom : accepted(call.accept()).orElse(atom);
    }
  }

  /** The format of a request's body; empty if the type is missing or none that is read here. */
  Optional<FeedFormat> body(String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    String type = bare(contentType).strip();
    if (type.equals(atom.mediaType())) {
      return Optional.of(atom);
    }
    return type.equals(json.mediaType()) ? Optional.of(json) : Optional.empty();
  }

  private static String bare(String mediaType) {
    String type = mediaType.strip().toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    return end < 0 ? type : type.substring(0, end);
  }
}
