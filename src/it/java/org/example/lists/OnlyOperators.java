package org.example.lists;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.syncline.web.DiagnosticsGuard;

/** Shows the diagnostics page to callers that name themselves, as a login would. */
@ApplicationScoped
public class OnlyOperators implements DiagnosticsGuard {
  @Override
  public boolean allows(Caller caller) {
    return caller.headers().getOrDefault("X-Operator", List.of()).contains("anna");
  }
}
