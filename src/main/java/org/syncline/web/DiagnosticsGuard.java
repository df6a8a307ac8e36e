package org.syncline.web;

import java.util.List;
import java.util.Map;

/**
 * Has a say in who sees {@code $diag}. An application that wants one has a CDI bean of this type;
 * if there are several, all of them must agree. Asked only where the page is on; what a guard
 * throws fails the request.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class OnlyOperators implements DiagnosticsGuard {
 *   @Inject SecurityContext security;
 *
 *   @Override
 *   public boolean allows(Caller caller) {
 *     return security.isCallerInRole("operator");
 *   }
 * }
 * }</pre>
 */
public interface DiagnosticsGuard {
  /** If not, the caller is answered 404, as where the page is off. */
  boolean allows(Caller caller);

  /**
   * Who asks for what.
   *
   * @param tenant whose database would be looked at; empty for the default tenant
   * @param service its name
   * @param address of the caller, or of the proxy it came through
   * @param headers of the request by name, without regard to case
   */
  record Caller(String tenant, String service, String address, Map<String, List<String>> headers) {}
}
