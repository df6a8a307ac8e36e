package org.syncline.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.syncline.scope.Catalog;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.wire.Payload;

/** What runs here, for the landing page. Addresses are relative to the landing page. */
final class ServiceList {
  private static final JsonFactory JSON = new JsonFactory();

  private final String publicUrl;
  private final boolean diag;

  /**
   * @param diag whether the caller is shown the way to the diagnostics
   */
  ServiceList(String publicUrl, boolean diag) {
    this.publicUrl = publicUrl;
    this.diag = diag;
  }

  Payload of(Catalog catalog) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("publicUrl", publicUrl);
      json.writeArrayFieldStart("services");
      for (Service service : catalog.services()) {
        service(json, service);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written but memory", e);
    }
    return new TextPayload(TextPayload.JSON, text.toString());
  }

  private void service(JsonGenerator json, Service service) throws IOException {
    String root = "sync/" + service.name() + ".svc/";
    json.writeStartObject();
    json.writeStringField("name", service.name());
    json.writeStringField("syncscopes", root + "$syncscopes");
    if (diag) {
      json.writeStringField("diag", root + "$diag");
    }
    json.writeArrayFieldStart("scopes");
    for (Scope scope : service.scopes()) {
      json.writeStartObject();
      json.writeStringField("name", scope.name());
      json.writeStringField("metadata", root + scope.name() + "/$metadata");
      names(json, "tables", scope.tables().stream().map(t -> t.type().name()).toList());
      names(json, "parameters", scope.parameters().stream().map(p -> p.name()).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, String field, List<String> names)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
