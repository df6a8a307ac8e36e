package org.syncline.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.syncline.model.SyncException;
import org.syncline.tenant.Setting;
import org.syncline.wire.FeedFormat;
import org.syncline.wire.Formats;

/**
 * How answers are negotiated, service by service: they differ in the format of those who do not
 * say.
 */
final class AnswerFormats {
  private final Negotiation atomFirst = new Negotiation(Formats.ATOM, Formats.JSON);
  private final Negotiation jsonFirst = new Negotiation(Formats.JSON, Formats.ATOM);

  /** In lower case. */
  private final Set<String> json;

  private AnswerFormats(Set<String> json) {
    this.json = json;
  }

  /**
   * Reads the configuration.
   *
   * @param source gives the value of a key
   * @param services names of all services
   * @throws IllegalStateException with a sentence that names the key, what it is and what it may be
   */
  static AnswerFormats read(
      Function<String, Optional<String>> source, Collection<String> services) {
    Set<String> json = new HashSet<>();
    for (String service : services) {
      String key = "syncline.services." + service + ".default-format";
      String format = source.apply(key).orElse("atom").strip().toLowerCase(Locale.ROOT);
      switch (format) {
        case "atom" -> {}
        case "json" -> json.add(service.toLowerCase(Locale.ROOT));
        default -> throw Setting.refused(key, format, "atom or json");
      }
    }
    return new AnswerFormats(json);
  }

  /** For the operations that move rows. */
  Negotiation of(String service) {
    return json.contains(service.toLowerCase(Locale.ROOT)) ? jsonFirst : atomFirst;
  }

  /** For those that describe: the original's tools do not say what they read, which is XML. */
  Negotiation ofDescriptions() {
    return atomFirst;
  }

  /** The format in which a refusal is put, also when the request is too broken to say. */
  FeedFormat refusal(HttpCall call) {
    try {
      return of(SyncPath.parse(call.path()).service()).refusal(call);
    } catch (SyncException e) {
      return atomFirst.refusal(call);
    }
  }

  /** The format of a request's body; empty if the type is missing or none that is read here. */
  Optional<FeedFormat> body(String contentType) {
    return atomFirst.body(contentType);
  }
}
