package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.example.lists.OnlyOperators;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Build;

/** An application's own bean has a say in who sees {@code $diag} (wire reference, section 22). */
@ExtendWith(ArquillianExtension.class)
class DiagnosticsGuardIT {
  @ArquillianResource URI base;

  @Deployment(testable = false)
  static WebArchive synclineWithGuard() {
    return Build.warArchive().addClass(OnlyOperators.class);
  }

  @Test
  void s22_whom_the_guard_refuses_gets_404_with_an_error_body() throws Exception {
    HttpResponse<String> refused = get("Accept", "application/json");
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).startsWith("{\"ErrorDescription\":").doesNotContain("Scope does");
    assertThat(refused.headers().map()).doesNotContainKey("SyncServiceVersion");

    HttpResponse<String> shown = get("Accept", "application/json", "x-operator", "anna");
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).contains("\"passed\":true");
  }

  private HttpResponse<String> get(String... headers) throws Exception {
    URI address = base.resolve("sync/DefaultScopeSyncService.svc/$diag");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).headers(headers).build(), BodyHandlers.ofString());
  }
}
