package org.syncline.wire;

import java.util.List;
import java.util.Locale;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.wire.internal.BytesPayload;
import org.syncline.wire.internal.JsonEscapes;
import org.syncline.wire.internal.Utf8Buffer;
import org.syncline.wire.internal.XmlEscapes;

/**
 * The list of a service's scopes (wire reference, section 5). Scope names are in lower case, as the
 * original writes them.
 */
public final class ServiceDocument {
  private ServiceDocument() {}

  /**
   * The form that the original's tools read.
   *
   * @param root the address of the service, with or without a trailing slash
   */
  public static Payload xml(Service service, String root) {
    String base = root.endsWith("/") ? root : root + "/";
    Utf8Buffer out = new Utf8Buffer(512);
    out.ascii("<service xml:base=\"");
    out.text(base.toLowerCase(Locale.ROOT), XmlEscapes.ATTRIBUTE);
    out.ascii(
        "\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns=\"http://www.w3.org/2007/app\">");
    out.ascii("<workspace><atom:title>SyncScopes</atom:title>");
    for (String name : names(service)) {
      out.ascii("<collection href=\"");
      out.text(name, XmlEscapes.ATTRIBUTE);
      out.ascii("\"><atom:title>");
      out.text(name, XmlEscapes.TEXT);
      out.ascii("</atom:title></collection>");
    }
    out.ascii("</workspace></service>");
    return new BytesPayload("application/xml", out);
  }

  /** The form for those who ask for JSON. */
  public static Payload json(Service service) {
    Utf8Buffer out = new Utf8Buffer(128);
    out.ascii("{\"d\":{\"SyncScopes\":[");
    String separator = "";
    for (String name : names(service)) {
      out.ascii(separator);
      JsonEscapes.string(out, name);
      separator = ",";
    }
    out.ascii("]}}");
    return new BytesPayload("application/json", out);
  }

  private static List<String> names(Service service) {
    return service.scopes().stream()
        .map(Scope::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }
}
