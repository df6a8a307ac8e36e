package org.syncline.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.syncline.model.ConflictResolution;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.model.UploadOutcome;
import org.syncline.tenant.Setting;

/**
 * In which form clients hear of rows that could not be stored. Some cannot read errors, and digest
 * conflicts that the server has won instead, with the same row to go back to (wire reference,
 * section 16). What the request asks for counts first, then which client it is, then its service.
 */
final class RowErrors {
  /** With which a request asks for one form or the other. */
  static final String HEADER = "SyncRowErrors";

  static final String CLIENTS = "syncline.row-errors.as-conflicts-for";
  private static final String ERRORS = "errors";
  private static final String CONFLICTS = "conflicts";

  private final Set<String> services;
  private final Optional<Pattern> clients;

  private RowErrors(Set<String> services, Optional<Pattern> clients) {
    this.services = services;
    this.clients = clients;
  }

  /**
   * Reads the configuration.
   *
   * @param source gives the value of a key
   * @param services names of all services
   * @throws IllegalStateException with a sentence that names the key, what it is and what it may be
   */
  static RowErrors read(Function<String, Optional<String>> source, Collection<String> services) {
    Set<String> asConflicts = new HashSet<>();
    for (String service : services) {
      String key = "syncline.services." + service + ".row-errors";
      String form = source.apply(key).map(RowErrors::folded).orElse(ERRORS);
      if (form.equals(CONFLICTS)) {
        asConflicts.add(service);
      } else if (!form.equals(ERRORS)) {
        throw Setting.refused(key, form, "errors or conflicts");
      }
    }
    return new RowErrors(asConflicts, source.apply(CLIENTS).map(RowErrors::pattern));
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text.strip());
    } catch (PatternSyntaxException e) {
      throw Setting.refused(CLIENTS, text, "a regular expression: " + e.getDescription());
    }
  }

  /**
   * Whether this caller is told of errors as if they were conflicts.
   *
   * @throws SyncException BAD_PARAMETER if it asks for a form that there is not
   */
  boolean asConflicts(String service, HttpCall call) {
    if (call.rowErrors() != null) {
      return switch (folded(call.rowErrors())) {
        case CONFLICTS -> true;
        case ERRORS -> false;
        default ->
            throw new SyncException(
                ErrorCode.BAD_PARAMETER, HEADER + " must be " + ERRORS + " or " + CONFLICTS);
      };
    }
    boolean known =
        call.userAgent() != null
            && clients.filter(pattern -> pattern.matcher(call.userAgent()).find()).isPresent();
    return known || services.contains(service);
  }

  /** For people: what the clients of a service are told. */
  String formOf(String service) {
    return (services.contains(service) ? CONFLICTS : ERRORS)
        + clients.map(p -> ", as conflicts to clients with " + p + " in User-Agent").orElse("");
  }

  /** The same outcome for those who cannot read errors. */
  static UploadOutcome asConflict(UploadOutcome outcome) {
    return outcome instanceof UploadOutcome.Failed failed
        ? new UploadOutcome.Conflicted(
            ConflictResolution.SERVER_WINS, failed.live(), failed.losing())
        : outcome;
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
