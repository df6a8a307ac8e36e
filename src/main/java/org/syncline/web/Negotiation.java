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
 * @param usual the format of answers to callers that do not say
 */
record Negotiation(FeedFormat usual, FeedFormat other) {

  /**
   * The format of the answer.
   *
   * @param accept all {@code Accept} headers joined by commas, or null
   * @throws SyncException NOT_ACCEPTABLE
   */
  FeedFormat answer(QueryOptions options, String accept) {
    Optional<String> format = options.system("$format");
    if (format.isPresent()) {
      return isNamed(other, format.get()) ? other : usual;
    }
    if (accept == null || accept.isBlank()) {
      return usual;
    }
    return accepted(accept)
        .orElseThrow(
            () ->
                new SyncException(
                    ErrorCode.NOT_ACCEPTABLE,
                    "the answer can be "
                        + usual.mediaType()
                        + " or "
                        + other.mediaType()
                        + ", and Accept names neither"));
  }

  private static boolean isNamed(FeedFormat format, String name) {
    String type = format.mediaType();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "atom" -> type.equals("application/atom+xml");
      case "json" -> type.equals("application/json");
      default -> false;
    };
  }

  /** As the clients expect: the default wins wherever it stands, and weights do not count. */
  private Optional<FeedFormat> accepted(String accept) {
    boolean wildcard = false;
    boolean otherNamed = false;
    for (String range : accept.split(",", -1)) {
      String type = bare(range);
      if (type.equals(usual.mediaType())) {
        return Optional.of(usual);
      }
      otherNamed |= type.equals(other.mediaType());
      wildcard |= type.equals("*/*") || type.equals("application/*");
    }
    if (otherNamed) {
      return Optional.of(other);
    }
    return wildcard ? Optional.of(usual) : Optional.empty();
  }

  /** The format in which a refusal is put, also when the request is too broken to say. */
  FeedFormat refusal(HttpCall call) {
    try {
      return answer(QueryOptions.parse(call.query()), call.accept());
    } catch (SyncException e) {
      return call.accept() == null ? usual : accepted(call.accept()).orElse(usual);
    }
  }

  /** The format of a request's body; empty if the type is missing or none that is read here. */
  Optional<FeedFormat> body(String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    String type = bare(contentType).strip();
    if (type.equals(usual.mediaType())) {
      return Optional.of(usual);
    }
    return type.equals(other.mediaType()) ? Optional.of(other) : Optional.empty();
  }

  private static String bare(String mediaType) {
    String type = mediaType.strip().toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    return end < 0 ? type : type.substring(0, end);
  }
}
