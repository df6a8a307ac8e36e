package org.syncline.testkit;

import java.util.Map;

/** A request in Atom, with byte order mark and declaration as the original .NET client has them. */
final class AtomRequest {
  private static final String SCHEMA =
      "http://schemas.microsoft.com/ado/2007/08/dataservices/schema";
  private static final String UPDATED = "<updated>2020-01-01T00:00:00.000000Z</updated>";

  private final StringBuilder xml = new StringBuilder();

  private AtomRequest() {}

  static String text(WireMessage request) {
    AtomRequest feed = new AtomRequest();
    feed.write(request);
    return feed.xml.toString();
  }

  private void write(WireMessage request) {
    xml.append("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>")
        .append("<feed xmlns=\"" + AtomWire.ATOM + "\" xmlns:d=\"" + AtomWire.DATA + "\"")
        .append(" xmlns:m=\"" + AtomWire.METADATA + "\" xmlns:at=\"" + AtomWire.TOMBSTONES + "\"")
        .append(" xmlns:sync=\"" + AtomWire.SYNC + "\"><title></title>")
        .append("<id>{478fd48a-34d1-4a8d-b8a1-5facf233da7d}</id>" + UPDATED)
        .append("<link rel=\"self\" href=\"\" />");
    element("sync:moreChangesAvailable", String.valueOf(request.more()));
    element("sync:serverBlob", request.blob());
    for (WireEntity entity : request.entities()) {
      if (entity.deleted()) {
        xml.append("<at:deleted-entry>");
        element("ref", entity.uri());
        element("sync:category", entity.table().typeName());
        xml.append("</at:deleted-entry>");
      } else {
        entry(entity);
      }
    }
    xml.append("</feed>");
  }

  private void entry(WireEntity entity) {
    String uri = entity.uri() == null ? "" : entity.uri();
    xml.append("<entry>");
    if (entity.tempId() != null) {
      element("sync:tempId", entity.tempId());
    }
    element("id", uri);
    xml.append("<title type=\"text\" />" + UPDATED + "<author><name /></author>")
        .append("<link rel=\"edit\" title=\"" + entity.table().typeName() + "\" href=\"");
    escaped(uri);
    xml.append("\" /><category term=\"" + entity.table().typeName() + "\"")
        .append(" schema=\"" + SCHEMA + "\" /><content><m:properties>");
    for (Map.Entry<String, Object> cell : entity.values().entrySet()) {
      property(entity.table().column(cell.getKey()), cell.getValue());
    }
    xml.append("</m:properties></content></entry>");
  }

  private void property(ListsTable.Column column, Object value) {
    xml.append("<d:" + column.name() + " m:type=\"" + column.type().edmName() + "\"");
    if (value == null) {
      xml.append(" m:null=\"true\" />");
      return;
    }
    xml.append('>');
    escaped(column.type().atom(value));
    xml.append("</d:" + column.name() + ">");
  }

  private void element(String name, String text) {
    xml.append('<').append(name).append('>');
    escaped(text);
    xml.append("</").append(name).append('>');
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\r' -> xml.append("&#xD;");
        default -> xml.append(c);
      }
    }
  }
}
