package org.syncline.clients;

import java.util.Map;
import java.util.UUID;
import org.syncline.testkit.ListsTable;

/** An Atom request as the writer of .NET prints it: byte order mark, declaration, one line. */
final class NetAtomText {
  private static final String UPDATED = "<updated>2026-11-20T21:57:00.951089Z</updated>";

  private final NetLiterals literals;
  private final StringBuilder xml = new StringBuilder();

  NetAtomText(NetLiterals literals) {
    this.literals = literals;
  }

  String of(NetFeed request) {
    xml.append("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>")
        .append("<feed xmlns:base=\"http://elsewhere.example/DefaultScopeSyncService.svc\"")
        .append(" xmlns=\"" + NetAtom.ATOM + "\" xmlns:d=\"" + NetAtom.DATA + "\"")
        .append(" xmlns:m=\"" + NetAtom.METADATA + "\" xmlns:at=\"" + NetAtom.TOMBSTONES + "\"")
        .append(" xmlns:sync=\"" + NetAtom.SYNC + "\"><title></title>")
        .append(
            "<id>{" + UUID.randomUUID() + "}</id>" + UPDATED + "<link rel=\"self\" href=\"\" />");
    element("sync:moreChangesAvailable", String.valueOf(request.more()));
    element("sync:serverBlob", request.blob() == null ? "" : request.blob());
    for (NetEntity entity : request.entities()) {
      if (entity.deleted()) {
        xml.append("<at:deleted-entry>");
        element("ref", entity.uri());
        element("sync:category", entity.table().typeName());
        xml.append("</at:deleted-entry>");
      } else {
        entry(entity);
      }
    }
    return xml.append("</feed>").toString();
  }

  private void entry(NetEntity entity) {
    xml.append("<entry");
    if (entity.etag() != null) {
      xml.append(" m:etag=\"").append(escaped(entity.etag())).append('"');
    }
    xml.append('>');
    if (entity.tempId() != null) {
      element("sync:tempId", entity.tempId());
    }
    String type = entity.table().typeName();
    element("id", entity.uri() == null ? "" : entity.uri());
    xml.append("<title type=\"text\" />" + UPDATED + "<author><name /></author>")
        .append("<link rel=\"edit\" title=\"" + type + "\" href=\"")
        .append(escaped(entity.editUri() == null ? "" : entity.editUri()))
        .append("\" /><category term=\"" + type + "\" schema=\"" + NetAtom.DATA + "/schema\" />")
        .append("<content><m:properties>");
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
    xml.append('>').append(escaped(literals.write(value))).append("</d:" + column.name() + ">");
  }

  private void element(String name, String text) {
    xml.append('<').append(name).append('>').append(escaped(text));
    xml.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#xD;");
  }
}
