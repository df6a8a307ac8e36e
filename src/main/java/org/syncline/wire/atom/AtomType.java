package org.syncline.wire.atom;

import java.nio.charset.StandardCharsets;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.RowView;
import org.syncline.wire.internal.IdWriter;
import org.syncline.wire.internal.Utf8Buffer;
import org.syncline.wire.internal.XmlEscapes;

/** The pieces that are the same in every entry of one type in one feed, encoded once. */
final class AtomType {
  final IdWriter id;

  /** From behind the id of a live row to its first property. */
  final byte[] beforeProperties;

  /** From behind the id of a tombstone to the end of its type. */
  final byte[] deletedType;

  private final byte[][] opens;
  private final byte[][] closes;
  private final byte[][] nulls;
  private final EdmType[] types;

  /**
   * For one feed.
   *
   * @param updated the time that every entry of the feed shows
   */
  AtomType(String serviceRoot, EntityType type, String updated) {
    this.id = new IdWriter(serviceRoot, type, XmlEscapes.TEXT);
    this.beforeProperties = beforeProperties(type.qualifiedName(), updated);
    Utf8Buffer deleted = new Utf8Buffer(128);
    deleted.ascii("</ref><sync:category>");
    deleted.text(type.qualifiedName(), XmlEscapes.TEXT);
    deleted.ascii("</sync:category>");
    this.deletedType = deleted.toByteArray();
    int width = type.width();
    this.opens = new byte[width][];
    this.closes = new byte[width][];
    this.nulls = new byte[width][];
    this.types = new EdmType[width];
    for (int i = 0; i < width; i++) {
      String name = type.property(i).name();
      String start = "<d:" + name + " m:type=\"" + type.property(i).type().edmName() + "\"";
      types[i] = type.property(i).type();
      opens[i] = raw(start + ">");
      closes[i] = raw("</d:" + name + ">");
      nulls[i] = raw(start + " m:null=\"true\"/>");
    }
  }

  private static byte[] beforeProperties(String typeName, String updated) {
    Utf8Buffer out = new Utf8Buffer(512);
    out.ascii("</id><title type=\"text\"/><updated>");
    out.ascii(updated);
    out.ascii("</updated><author><name/></author><link rel=\"edit\" title=\"");
    out.text(typeName, XmlEscapes.ATTRIBUTE);
    out.ascii("\" href=\"\"/><category term=\"");
    out.text(typeName, XmlEscapes.ATTRIBUTE);
    out.ascii("\" schema=\"" + AtomNames.SCHEME + "\"/><content><m:properties>");
    return out.toByteArray();
  }

  /** Names of properties are XML names, so nothing in them needs an escape. */
  private static byte[] raw(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All properties, in declaration order. */
  void properties(Utf8Buffer out, RowView row) {
    for (int i = 0; i < types.length; i++) {
      Object value = row.value(i);
      if (value == null) {
        out.put(nulls[i]);
      } else {
        out.put(opens[i]);
        AtomLiterals.write(out, types[i], value);
        out.put(closes[i]);
      }
    }
  }
}
