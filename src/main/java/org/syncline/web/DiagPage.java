package org.syncline.web;

import java.util.List;
import java.util.Locale;
import org.syncline.model.Property;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;
import org.syncline.tenant.Tenant;
import org.syncline.wire.Payload;

/** The diagnostics page of one service (wire reference, section 22). */
final class DiagPage {
  private final Html html = new Html();
  private final Tenant tenant;
  private final Service service;

  DiagPage(Tenant tenant, Service service) {
    this.tenant = tenant;
    this.service = service;
  }

  /**
   * @param home address of the landing page, ending in a slash; its style sheet is used
   */
  Payload render(String home) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<title>")
        .text(service.name())
        .raw(": diagnostics</title><link rel=\"icon\" href=\"data:,\">")
        .raw("<link rel=\"stylesheet\" href=\"")
        .text(home)
        .raw("syncline.css\"></head><body><main>\n<p><a href=\"")
        .text(home)
        .raw("\">Syncline</a></p><h1>")
        .text(service.name())
        .raw("</h1>\n");
    checks(tenant.check());
    configuration();
    service.scopes().forEach(this::scope);
    html.raw("</main></body></html>\n");
    return new TextPayload(TextPayload.HTML, html.toString());
  }

  private void checks(List<Check> checks) {
    boolean passed = checks.stream().allMatch(Check::passed);
    html.raw("<h2>Checks</h2>\n<p>")
        .raw(passed ? "All checks passed." : "<strong>Something needs attention.</strong>")
        .raw("</p>\n");
    head("Check", "Result", "Comments");
    for (Check check : checks) {
      html.raw("<tr><th scope=\"row\">")
          .text(check.name())
          .raw(check.passed() ? "</th><td class=\"ok\">SUCCESS" : "</th><td class=\"bad\">FAILED")
          .raw("</td><td>")
          .text(check.comment())
          .raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private void configuration() {
    html.raw("<h2>Configuration</h2>\n");
    head("Setting", "Value");
    setting("Tenant", tenant.name().isEmpty() ? "default" : tenant.name());
    setting("Persistence unit", service.persistenceUnit());
    setting("Conflict policy", words(service.conflictPolicy().name()));
    setting("Batch size", String.format(Locale.ROOT, "%,d bytes", service.batchBytes()));
    html.raw("</tbody></table></div>\n");
  }

  private void setting(String name, String value) {
    html.raw("<tr><th scope=\"row\">").text(name).raw("</th><td>").text(value).raw("</td></tr>\n");
  }

  private void scope(Scope scope) {
    html.raw("<h2>Scope ").text(scope.name()).raw("</h2>\n<p>Parameters: ");
    List<String> parameters = scope.parameters().stream().map(DiagPage::parameter).toList();
    html.text(parameters.isEmpty() ? "none" : String.join(", ", parameters)).raw("</p>\n");
    head("Type", "Table", "Columns", "Rows");
    for (ScopeTable table : scope.tables()) {
      html.raw("<tr><th scope=\"row\">")
          .text(table.type().name())
          .raw("</th><td>")
          .text(table.sqlName())
          .raw("</td><td>")
          .text(String.join(", ", columns(table)))
          .raw("</td><td>")
          .text(rows(scope, table))
          .raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private static String parameter(Parameter parameter) {
    return parameter.name() + " (" + parameter.type().edmName() + ")";
  }

  private static List<String> columns(ScopeTable table) {
    return table.type().properties().stream()
        .map((Property p) -> p.name() + (p.key() ? " (key)" : ""))
        .toList();
  }

  private static String rows(Scope scope, ScopeTable table) {
    List<String> conditions =
        table.filters().stream()
            .map(
                (Filter f) ->
                    table.columns().get(f.column())
                        + " = "
                        + scope.parameters().get(f.parameter()).name())
            .toList();
    return conditions.isEmpty() ? "all" : String.join(" and ", conditions);
  }

  private void head(String... columns) {
    html.raw("<div class=\"wide\"><table><thead><tr>");
    for (String column : columns) {
      html.raw("<th scope=\"col\">").text(column).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
  }

  /** {@code CLIENT_WINS} reads {@code client wins}. */
  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
