package org.syncline.engine.intercept;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** What every interceptor is told of the request. For one thread. */
public class SyncContext {
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "syncserviceversion",
          "transfer-encoding",
          "vary");

  private final Service service;
  private final Scope scope;
  private final SyncOperations operation;
  private final SyncCallFacts facts;
  private final Map<String, String> responseHeaders;

  SyncContext(
      Service service,
      Scope scope,
      SyncOperations operation,
      SyncCallFacts facts,
      Map<String, String> responseHeaders) {
    this.service = service;
    this.scope = scope;
    this.operation = operation;
    this.facts = facts;
    this.responseHeaders = responseHeaders;
  }

  SyncContext(SyncContext other) {
    this(other.service, other.scope, other.operation, other.facts, other.responseHeaders);
  }

  public String serviceName() {
    return service.name();
  }

  public String scopeName() {
    return scope.name();
  }

  /** UPLOAD or DOWNLOAD. */
  public SyncOperations operation() {
    return operation;
  }

  /** As it came, percent-encoded; empty without one. */
  public String queryString() {
    return facts.query();
  }

  /** All headers of the request by name, without regard to case. */
  public Map<String, List<String>> requestHeaders() {
    return facts.headers();
  }

  /**
   * Adds a header to the answer, or replaces the one that another interceptor added. Only answers
   * that succeed carry it.
   *
   * @throws IllegalArgumentException for headers that Syncline sets itself, and for names and
   *     values that HTTP does not allow
   */
  public void setResponseHeader(String name, String value) {
    if (OURS.contains(name.toLowerCase(Locale.ROOT))
        || !name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
      throw new IllegalArgumentException("an interceptor cannot set the header '" + name + "'");
    }
    if (!value.matches("[\\t\\x20-\\x7e]*")) {
      throw new IllegalArgumentException(
          "the value of header '" + name + "' takes visible ASCII characters and blanks only");
    }
    responseHeaders.put(name, value);
  }

  Scope scope() {
    return scope;
  }
}
