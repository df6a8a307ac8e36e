package org.syncline.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.wire.internal.Literals;

/** Reads the values of a scope's parameters from query options (wire reference, section 20). */
public final class ScopeParameters {
  private ScopeParameters() {}

  /**
   * The values in the scope's order. Names are compared without regard to case; values are taken as
   * they are, without quotes. Options that the scope does not know are ignored.
   *
   * @param query all options of the request, decoded
   * @throws SyncException BAD_PARAMETER if one is missing, given twice, or not of its type
   */
  public static List<Object> parse(Scope scope, Map<String, List<String>> query) {
    Map<String, List<String>> byName = new TreeMap<>();
    query.forEach(
        (name, values) -> {
          if (name != null && values != null) {
            String key = name.strip().toLowerCase(Locale.ROOT);
            byName.computeIfAbsent(key, k -> new ArrayList<>()).addAll(values);
          }
        });
    List<Object> parsed = new ArrayList<>();
    for (Parameter parameter : scope.parameters()) {
      parsed.add(value(parameter, byName.getOrDefault(parameter.name(), List.of())));
    }
    return Collections.unmodifiableList(parsed);
  }

  private static Object value(Parameter parameter, List<String> texts) {
    if (texts.isEmpty()) {
      throw bad(parameter, "is missing; the first request of a client must name it");
    }
    if (texts.size() > 1) {
      throw bad(parameter, "is there " + texts.size() + " times");
    }
    try {
      return Literals.parse(parameter.type(), texts.get(0));
    } catch (IllegalArgumentException e) {
      throw bad(parameter, e.getMessage());
    }
  }

  private static SyncException bad(Parameter parameter, String what) {
    return new SyncException(
        ErrorCode.BAD_PARAMETER, "parameter '" + parameter.name() + "' " + what);
  }
}
