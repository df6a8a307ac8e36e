package org.syncline.web;

import java.util.List;
import java.util.stream.Collectors;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.tenant.Tenant;
import org.syncline.tenant.Tenants;
import org.syncline.wire.FeedFormat;

/**
 * Turns a request into a {@link SyncCall}, or refuses it. What is checked first is part of the
 * protocol, since the first fault found decides the status (wire reference, section 2): verb,
 * number of segments, tenant and service, options given twice, {@code Accept}, operation and its
 * verb, scope.
 */
final class Router {
  private final Tenants tenants;
  private final AnswerFormats formats;

  Router(Tenants tenants, AnswerFormats formats) {
    this.tenants = tenants;
    this.formats = formats;
  }

  /**
   * @throws SyncException BAD_URL, BAD_PARAMETER, UNKNOWN_SERVICE, NOT_ACCEPTABLE or {@link
   *     MethodNotAllowedException}
   */
  SyncCall route(HttpCall call) {
    String verb = call.method().equals("HEAD") ? "GET" : call.method();
    if (!Operation.ALL_VERBS.contains(verb)) {
      throw new MethodNotAllowedException(call.method(), allowedHere(call.path()));
    }
    SyncPath path = SyncPath.parse(call.path());
    if (path.rest().size() > 2) {
      throw badUrl("after the service come at most a scope and an operation");
    }
    Tenant tenant = tenant(path);
    Service service = service(path);
    QueryOptions options = QueryOptions.parse(call.query());
    FeedFormat format = format(path, options, call);
    Operation operation = operation(path, verb);
    Scope scope = path.rest().size() == 2 ? scope(service, path.rest().get(0)) : null;
    return new SyncCall(tenant, service, operation, scope, options, format);
  }

  /** No verb where there is no service, since none leads anywhere. */
  private List<String> allowedHere(String rawPath) {
    try {
      SyncPath path = SyncPath.parse(rawPath);
      tenant(path);
      service(path);
    } catch (SyncException e) {
      if (e.code() == ErrorCode.UNKNOWN_SERVICE) {
        return List.of();
      }
    }
    return allowed(rawPath);
  }

  /** What {@code Allow} says for an address, whatever else may be wrong with it. */
  static List<String> allowed(String rawPath) {
    try {
      return Operation.named(SyncPath.parse(rawPath).rest())
          .map(Operation::verbs)
          .orElse(Operation.ALL_VERBS);
    } catch (SyncException e) {
      return Operation.ALL_VERBS;
    }
  }

  private Tenant tenant(SyncPath path) {
    return tenants
        .find(path.tenant())
        .orElseThrow(
            () ->
                new SyncException(
                    ErrorCode.UNKNOWN_SERVICE,
                    "there is no tenant " + Echo.of(path.tenant()) + " here"));
  }

  private Service service(SyncPath path) {
    return tenants
        .catalog()
        .service(path.service())
        .orElseThrow(
            () ->
                new SyncException(
                    ErrorCode.UNKNOWN_SERVICE,
                    "there is no service " + Echo.of(path.service()) + " here"));
  }

  /** The redirect has no body and the diagnostics may be HTML, so there anything is accepted. */
  private FeedFormat format(SyncPath path, QueryOptions options, HttpCall call) {
    Operation operation = Operation.named(path.rest()).orElse(null);
    if (operation == Operation.ROOT || operation == Operation.DIAG) {
      return formats.ofDescriptions().refusal(call);
    }
    boolean describes = operation == Operation.SYNC_SCOPES || operation == Operation.METADATA;
    Negotiation negotiation = describes ? formats.ofDescriptions() : formats.of(path.service());
    return negotiation.answer(options, call.accept());
  }

  private static Operation operation(SyncPath path, String verb) {
    Operation operation =
        Operation.named(path.rest()).orElseThrow(() -> unknownOperation(path.rest()));
    if (operation.takes(verb)) {
      return operation;
    }
    if (operation == Operation.DIAG) {
      throw badUrl("$diag is a page to look at; ask for it with GET");
    }
    throw new MethodNotAllowedException(verb, operation.verbs());
  }

  private static SyncException unknownOperation(List<String> rest) {
    if (rest.size() == 1) {
      return badUrl(
          Echo.of(rest.get(0))
              + " is not an operation of a service; for a scope, add /$metadata,"
              + " /DownloadChanges or /UploadChanges");
    }
    return badUrl(
        "there is no operation "
            + Echo.of(rest.get(1))
            + "; a scope has $metadata, DownloadChanges and UploadChanges");
  }

  private static Scope scope(Service service, String name) {
    return service
        .scope(name)
        .orElseThrow(
            () ->
                badUrl(
                    "service '"
                        + service.name()
                        + "' has no scope "
                        + Echo.of(name)
                        + "; it has "
                        + service.scopes().stream()
                            .map(Scope::name)
                            .collect(Collectors.joining(", "))));
  }

  private static SyncException badUrl(String message) {
    return new SyncException(ErrorCode.BAD_URL, message);
  }
}
