package org.syncline.engine.intercept;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request says about itself.
 *
 * @param query as it came, percent-encoded; empty without one
 * @param headers by name, without regard to case
 */
public record SyncCallFacts(String query, Map<String, List<String>> headers) {
  public SyncCallFacts {
    Map<String, List<String>> caseBlind = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caseBlind.putAll(headers);
    headers = java.util.Collections.unmodifiableMap(caseBlind);
  }
}
