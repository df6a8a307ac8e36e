package org.syncline.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.tenant.Check;
import org.syncline.wire.Payload;

/** The diagnostics of a service for programs. */
final class DiagJson {
  private static final JsonFactory JSON = new JsonFactory();

  private DiagJson() {}

  static Payload of(DiagReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("service", report.service().name());
      json.writeBooleanField("passed", report.passed());
      json.writeArrayFieldStart("checks");
      for (Check check : report.checks()) {
        check(json, check, report.detail(check));
      }
      json.writeEndArray();
      json.writeObjectFieldStart("configuration");
      for (Map.Entry<String, String> setting : report.configuration().entrySet()) {
        json.writeStringField(setting.getKey(), setting.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("scopes");
      for (Scope scope : report.service().scopes()) {
        scope(json, scope);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written but memory", e);
    }
    return new TextPayload(TextPayload.JSON, text.toString());
  }

  private static void check(JsonGenerator json, Check check, String detail) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", check.name());
    json.writeStringField("result", check.result().name());
    json.writeStringField("comment", check.comment());
    if (!detail.isEmpty()) {
      json.writeStringField("detail", detail);
    }
    json.writeEndObject();
  }

  private static void scope(JsonGenerator json, Scope scope) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", scope.name());
    texts(json, "parameters", DiagReport.parameters(scope));
    json.writeArrayFieldStart("tables");
    for (ScopeTable table : scope.tables()) {
      json.writeStartObject();
      json.writeStringField("type", table.type().name());
      json.writeStringField("table", table.sqlName());
      texts(json, "columns", DiagReport.columns(table));
      json.writeStringField("rows", DiagReport.rows(scope, table));
      json.writeStringField("conflicts", DiagReport.conflicts(table));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
