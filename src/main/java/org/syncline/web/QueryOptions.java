package org.syncline.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/** The query of a request: system options start with {@code $}, all others are for the scope. */
final class QueryOptions {
  private final Map<String, String> byName = new TreeMap<>();

  /**
   * Reads a query. Names are compared without regard to case or blanks around them; a piece without
   * a name is passed over.
   *
   * @param rawQuery still percent-encoded; null is an empty query
   * @throws SyncException BAD_PARAMETER for a name given twice, BAD_URL for broken encoding
   */
  static QueryOptions parse(String rawQuery) {
    QueryOptions options = new QueryOptions();
    if (rawQuery != null) {
      for (String piece : rawQuery.split("&", -1)) {
        options.add(piece);
      }
    }
    return options;
  }

  private void add(String piece) {
    int equals = piece.indexOf('=');
    if (equals < 0) {
      return;
    }
    String name = Percent.query(piece.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return;
    }
    if (byName.put(name, Percent.query(piece.substring(equals + 1))) != null) {
      throw new SyncException(
          ErrorCode.BAD_PARAMETER, "the option " + Echo.of(name) + " is given more than once");
    }
  }

  /** The value of a system option; blank counts as absent. */
  Optional<String> system(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** All options that are not system options, by lower-case name, values as they came. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new TreeMap<>();
    byName.forEach(
        (name, value) -> {
          if (!name.startsWith("$")) {
            parameters.put(name, List.of(value));
          }
        });
    return parameters;
  }
}
