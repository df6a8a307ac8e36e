package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.example.stock.AddDeliveries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.engine.intercept.SyncContext;
import org.syncline.engine.intercept.SyncOperations;
import org.syncline.engine.intercept.SyncResponseInterceptor;
import org.syncline.model.SyncException;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.ConflictRule;

/** Who sees the diagnostics of a service, and what is in them (wire reference, section 22). */
class DiagPageTest {
  private final Router router = new Router(Lists.tenants(new StillTenant("")), Lists.FORMATS);

  private static HttpCall from(
      String caller, String query, String accept, Map<String, List<String>> headers) {
    return new HttpCall(
        "GET", "/ListService.svc/$diag", query, accept, null, null, null, null, headers, caller);
  }

  private static HttpCall from(String caller) {
    return from(caller, null, "text/html", Map.of());
  }

  private Reply reply(Diagnostics diagnostics, HttpCall call) {
    return Reply.of(200, diagnostics.of(router.route(call), call, "../../"));
  }

  private String html(String caller) throws IOException {
    return Replies.text(reply(Lists.diagnostics(DiagMode.EVERYBODY), from(caller)));
  }

  @Test
  void s22_the_page_shows_checks_configuration_and_scopes() throws IOException {
    Reply page = reply(Lists.diagnostics(DiagMode.EVERYBODY), from("192.0.2.1"));
    assertThat(page.body().mediaType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(Replies.text(page))
        .contains("<th scope=\"row\">database</th><td class=\"ok\">SUCCESS</td><td>opens</td>")
        .contains(
            "&lt;b&gt;triggers&lt;/b&gt;</th>"
                + "<td class=\"bad\">TRIGGER_DOES_NOT_EXIST</td><td>a &amp; b</td>")
        .contains(">Temporary files</th><td class=\"ok\">SUCCESS</td>")
        .contains("<strong>Something needs attention.</strong>")
        .doesNotContain("<b>")
        .contains("<td>client wins</td>", "<td>65,536 bytes</td>", "<td>1,048,576 bytes</td>")
        .contains("<td>application/atom+xml</td>", "<td>told as errors</td>")
        .contains("href=\"../../syncline.css\"", "href=\"../../\">Syncline</a>")
        .contains("<h2>Scope DefaultScope</h2>", "userid (Edm.Guid)")
        .contains(
            "<td>TAG</td><td>ID (key), UserID</td><td>USERID = userid</td><td>as the service says</td>");
  }

  @Test
  void s22_json_says_the_same() throws IOException {
    Diagnostics diagnostics = Lists.diagnostics(DiagMode.EVERYBODY);
    Reply named = reply(diagnostics, from("192.0.2.1", "$format=json", "text/html", Map.of()));
    Reply accepted = reply(diagnostics, from("192.0.2.1", null, "application/json", Map.of()));
    assertThat(named.body().mediaType()).isEqualTo("application/json");
    assertThat(accepted.body().mediaType()).isEqualTo("application/json");
    assertThat(Replies.text(named))
        .startsWith("{\"service\":\"ListService\",\"passed\":false,\"checks\":[")
        .contains("{\"name\":\"database\",\"result\":\"SUCCESS\",\"comment\":\"opens\"}")
        .contains("\"result\":\"TRIGGER_DOES_NOT_EXIST\",\"comment\":\"a & b\"}")
        .contains("\"Conflict policy\":\"client wins\"", "\"Tenant\":\"default\"")
        .contains("\"table\":\"TAG\",\"columns\":[\"ID (key)\",\"UserID\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, localhost:8080, true",
    "host, 127.0.0.1, true",
    "Host, [::1]:8080, true",
    "Host, sync.example.org, false",
    "Host, 127.0.0.1.example.org, false",
    "X-Forwarded-Proto, https, false",
    "CF-Connecting-IP, 192.0.2.1, false",
    "X-Device, phone, true",
  })
  void only_requests_that_name_this_machine_are_local(String name, String value, boolean local) {
    var call = from("127.0.0.1", null, "text/html", Map.of(name, List.of(value)));
    assertThat(Callers.isLocal(call)).isEqualTo(local);
    assertThat(Callers.isLocal(from("192.0.2.1", null, null, Map.of(name, List.of(value)))))
        .isFalse();
  }

  /** Looks at downloads. */
  public static class Watcher {
    @SyncResponseInterceptor(scopes = "DefaultScope", operations = SyncOperations.DOWNLOAD)
    public void watch(SyncContext call) {}
  }

  @Test
  void what_was_configured_and_found_is_shown() throws IOException {
    AnswerFormats formats =
        AnswerFormats.read(
            key -> Optional.of("json").filter(f -> key.endsWith(".default-format")),
            List.of("ListService"));
    Interceptors interceptors =
        Interceptors.of(
            List.of(new Interceptors.InterceptorBean(Watcher.class, Watcher::new)),
            List.of(Lists.SERVICE));
    Diagnostics diagnostics = Lists.diagnostics(DiagMode.EVERYBODY, formats, interceptors);
    assertThat(Replies.text(reply(diagnostics, from("127.0.0.1"))))
        .contains("<td>application/json</td>")
        .contains("response of downloads in scope &#39;defaultscope&#39;")
        .contains(Watcher.class.getName() + ".watch");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_rule_of_each_table_is_named(ConflictRule rule, String text) {
    assertThat(DiagReport.conflicts(Lists.SCOPE.tables().get(0).with(rule))).isEqualTo(text);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(new ConflictRule.Always(ConflictPolicy.SERVER_WINS), "server wins"),
        Arguments.of(new ConflictRule.Always(ConflictPolicy.CLIENT_WINS), "client wins"),
        Arguments.of(new ConflictRule.MergeColumns(), "merged by column"),
        Arguments.of(new ConflictRule.LastWriter(1), "last writer by UserID"),
        Arguments.of(
            new ConflictRule.Custom(new AddDeliveries()), "org.example.stock.AddDeliveries"));
  }

  @Test
  void s22_details_of_exceptions_are_for_the_local_machine() throws IOException {
    assertThat(html("127.0.0.1")).contains("<code>no &lt;table&gt; T</code>");
    assertThat(html("192.0.2.1")).doesNotContain("no &lt;table&gt;");
    assertThat(html(null)).doesNotContain("no &lt;table&gt;");
    Diagnostics all = Lists.diagnostics(DiagMode.EVERYBODY);
    HttpCall local = from("::1", "$format=json", null, Map.of());
    assertThat(Replies.text(reply(all, local))).contains("\"detail\":\"no <table> T\"");
    HttpCall proxied =
        from("127.0.0.1", "$format=json", null, Map.of("X-Forwarded-For", List.of("192.0.2.1")));
    assertThat(Replies.text(reply(all, proxied))).doesNotContain("detail");
  }

  @ParameterizedTest
  @CsvSource({
    "EVERYBODY,    192.0.2.1, true",
    "THIS_MACHINE, 127.0.0.1, true",
    "THIS_MACHINE, ::1,       true",
    "THIS_MACHINE, 192.0.2.1, false",
    "NOBODY,       127.0.0.1, false",
  })
  void s22_is_served_to_whom_it_is_meant_for(DiagMode mode, String caller, boolean served) {
    if (served) {
      assertThat(reply(Lists.diagnostics(mode), from(caller)).status()).isEqualTo(200);
    } else {
      assertRefused(Lists.diagnostics(mode), from(caller));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "x-forwarded-for", "X-Real-IP", "Via"})
  void s22_who_comes_through_a_proxy_is_not_on_this_machine(String header) {
    HttpCall call = from("127.0.0.1", null, null, Map.of(header, List.of("192.0.2.1")));
    assertRefused(Lists.diagnostics(DiagMode.THIS_MACHINE), call);
  }

  @Test
  void s22_a_guard_can_refuse_and_all_must_agree() {
    List<DiagnosticsGuard.Caller> asked = new ArrayList<>();
    DiagnosticsGuard yes = asked::add;
    DiagnosticsGuard byHeader = caller -> caller.headers().containsKey("x-operator");
    HttpCall stranger = from("192.0.2.1");
    HttpCall operator = from("192.0.2.1", null, null, Map.of("X-Operator", List.of("anna")));
    Diagnostics guarded = Lists.diagnostics(DiagMode.EVERYBODY, yes, byHeader);

    assertRefused(guarded, stranger);
    assertThat(reply(guarded, operator).status()).isEqualTo(200);
    assertThat(asked)
        .hasSize(2)
        .first()
        .isEqualTo(new DiagnosticsGuard.Caller("", "ListService", "192.0.2.1", Map.of()));
    assertRefused(Lists.diagnostics(DiagMode.NOBODY, yes), operator);
    assertThat(asked).as("nobody is asked where it is off").hasSize(2);
  }

  private void assertRefused(Diagnostics diagnostics, HttpCall call) {
    assertThatThrownBy(() -> reply(diagnostics, call))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code().status()).isEqualTo(404))
        .hasMessage("the diagnostics page is switched off here");
  }
}
