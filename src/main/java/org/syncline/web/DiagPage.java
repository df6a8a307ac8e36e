package org.syncline.web;

import java.util.List;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.tenant.Check;
import org.syncline.wire.Payload;

/** The diagnostics of a service as a page (wire reference, section 22). */
final class DiagPage {
  private final Html html = new Html();
  private final DiagReport report;

  DiagPage(DiagReport report) {
    this.report = report;
  }

  /**
   * @param home address of the landing page, ending in a slash; its style sheet is used
   */
  Payload render(String home) {
    String name = report.service().name();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<title>")
        .text(name)
        .raw(": diagnostics</title><link rel=\"icon\" href=\"data:,\">")
        .raw("<link rel=\"stylesheet\" href=\"")
        .text(home)
        .raw("syncline.css\"></head><body><main>\n<p><a href=\"")
        .text(home)
        .raw("\">Syncline</a></p><h1>")
        .text(name)
        .raw("</h1>\n");
    checks();
    configuration();
    report.service().scopes().forEach(this::scope);
    html.raw("<p><a href=\"?$format=json\">The same as JSON</a></p>\n")
        .raw("</main></body></html>\n");
    return new TextPayload(TextPayload.HTML, html.toString());
  }

  private void checks() {
    html.raw("<h2>Checks</h2>\n<p>")
        .raw(report.passed() ? "All checks passed." : "<strong>Something needs attention.</strong>")
        .raw("</p>\n");
    head("Check", "Result", "Comments");
    for (Check check : report.checks()) {
      html.raw("<tr><th scope=\"row\">")
          .text(check.name())
          .raw(check.passed() ? "</th><td class=\"ok\">" : "</th><td class=\"bad\">")
          .text(check.result())
          .raw("</td><td>")
          .text(check.comment());
      String detail = report.detail(check);
      if (!detail.isEmpty()) {
        html.raw("<br><code>").text(detail).raw("</code>");
      }
      html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private void configuration() {
    html.raw("<h2>Configuration</h2>\n");
    head("Setting", "Value");
    report
        .configuration()
        .forEach(
            (name, value) ->
                html.raw("<tr><th scope=\"row\">")
                    .text(name)
                    .raw("</th><td>")
                    .text(value)
                    .raw("</td></tr>\n"));
    html.raw("</tbody></table></div>\n");
  }

  private void scope(Scope scope) {
    html.raw("<h2>Scope ").text(scope.name()).raw("</h2>\n<p>Parameters: ");
    List<String> parameters = DiagReport.parameters(scope);
    html.text(parameters.isEmpty() ? "none" : String.join(", ", parameters)).raw("</p>\n");
    head("Type", "Table", "Columns", "Rows", "Conflicts");
    for (ScopeTable table : scope.tables()) {
      html.raw("<tr><th scope=\"row\">")
          .text(table.type().name())
          .raw("</th><td>")
          .text(table.sqlName())
          .raw("</td><td>")
          .text(String.join(", ", DiagReport.columns(table)))
          .raw("</td><td>")
          .text(DiagReport.rows(scope, table))
          .raw("</td><td>")
          .text(DiagReport.conflicts(table))
          .raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private void head(String... columns) {
    html.raw("<div class=\"wide\"><table><thead><tr>");
    for (String column : columns) {
      html.raw("<th scope=\"col\">").text(column).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
  }
}
