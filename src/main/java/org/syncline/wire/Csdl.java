package org.syncline.wire;

import java.util.Locale;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.wire.internal.BytesPayload;
import org.syncline.wire.internal.Utf8Buffer;
import org.syncline.wire.internal.XmlEscapes;

/** The schema of one scope, in the shape that the original's tools read (wire reference, 6). */
public final class Csdl {
  private final Utf8Buffer out = new Utf8Buffer(4096);

  private Csdl() {}

  /** The document for a scope. */
  public static Payload of(Scope scope) {
    Csdl csdl = new Csdl();
    csdl.document(scope);
    return new BytesPayload("application/xml", csdl.out);
  }

  private void document(Scope scope) {
    out.ascii("<edmx:Edmx Version=\"1.0\"");
    out.ascii(" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\">");
    out.ascii("<edmx:DataServices m:DataServiceVersion=\"2.0\"");
    out.ascii(" xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\">");
    out.ascii("<Schema");
    attribute("Namespace", scope.namespace());
    out.ascii(" Alias=\"Self\" xmlns=\"http://schemas.microsoft.com/ado/2007/05/edm\"");
    out.ascii(" xmlns:sync=\"http://odata.org/sync/v1\">");
    container(scope);
    for (ScopeTable table : scope.tables()) {
      entityType(table.type());
    }
    parameters(scope);
    out.ascii("</Schema></edmx:DataServices></edmx:Edmx>");
  }

  private void container(Scope scope) {
    out.ascii("<EntityContainer");
    attribute("Name", scope.name().toLowerCase(Locale.ROOT));
    out.ascii(">");
    for (ScopeTable table : scope.tables()) {
      out.ascii("<EntitySet");
      attribute("Name", table.type().name());
      attribute("EntityType", table.type().qualifiedName());
      out.ascii("/>");
    }
    out.ascii("</EntityContainer>");
  }

  private void entityType(EntityType type) {
    out.ascii("<EntityType");
    attribute("Name", type.name());
    out.ascii("><Key>");
    for (int part = 0; part < type.keyWidth(); part++) {
      out.ascii("<PropertyRef");
      attribute("Name", type.keyProperty(part).name());
      out.ascii("/>");
    }
    out.ascii("</Key>");
    for (Property property : type.properties()) {
      out.ascii("<Property");
      attribute("Name", property.name());
      attribute("Type", property.type().edmName());
      attribute("Nullable", Boolean.toString(property.nullable()));
      out.ascii("/>");
    }
    out.ascii("</EntityType>");
  }

  private void parameters(Scope scope) {
    if (scope.parameters().isEmpty()) {
      return;
    }
    out.ascii("<sync:SyncScopeParameters>");
    for (Parameter parameter : scope.parameters()) {
      out.ascii("<sync:ScopeParameter");
      attribute("Name", parameter.name());
      attribute("Type", parameter.type().edmName());
      out.ascii("/>");
    }
    out.ascii("</sync:SyncScopeParameters>");
  }

  private void attribute(String name, String value) {
    out.ascii(" " + name + "=\"");
    out.text(value, XmlEscapes.ATTRIBUTE);
    out.ascii("\"");
  }
}
