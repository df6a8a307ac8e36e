package org.syncline.wire.json;

import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.RowView;
import org.syncline.wire.internal.IdWriter;
import org.syncline.wire.internal.JsonEscapes;
import org.syncline.wire.internal.Utf8Buffer;

/** The pieces that are the same in every entity of one type, encoded once. */
final class JsonType {
  final IdWriter id;

  /** From behind the id to the end of the metadata of a live row. */
  final byte[] typeLive;

  /** From behind the id to the end of the metadata of a tombstone. */
  final byte[] typeDeleted;

  private final byte[][] names;
  private final EdmType[] types;

  JsonType(String serviceRoot, EntityType type) {
    this.id = new IdWriter(serviceRoot, type, JsonEscapes.JSON);
    String typeMember = "\",\"type\":\"";
    this.typeLive = joined(typeMember, type.qualifiedName(), "\"}");
    this.typeDeleted = joined(typeMember, type.qualifiedName(), "\",\"isDeleted\":true}");
    this.names = new byte[type.width()][];
    this.types = new EdmType[type.width()];
    for (int i = 0; i < names.length; i++) {
      names[i] = joined(i == 0 ? "\"" : ",\"", type.property(i).name(), "\":");
      types[i] = type.property(i).type();
    }
  }

  private static byte[] joined(String before, String text, String after) {
    Utf8Buffer out = new Utf8Buffer(64);
    out.ascii(before);
    out.text(text, JsonEscapes.JSON);
    out.ascii(after);
    return out.toByteArray();
  }

  /** All properties, in declaration order. */
  void properties(Utf8Buffer out, RowView row) {
    for (int i = 0; i < names.length; i++) {
      out.put(names[i]);
      JsonLiterals.write(out, types[i], row.value(i));
    }
  }
}
