package org.syncline.wire.internal;

import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/**
 * Writes the ids of one type's rows (wire reference, section 10): {@code root/Type(Key=literal)}.
 * All that is the same in every id is encoded once. Nothing is percent-encoded.
 */
public final class IdWriter {
  private final EdmType[] types;
  private final int[] positions;
  private final byte[][] leads;
  private final Escapes escapes;

  /**
   * For the ids of one type.
   *
   * @param serviceRoot without a trailing slash
   * @param escapes of the format that the ids are part of
   */
  public IdWriter(String serviceRoot, EntityType type, Escapes escapes) {
    int parts = type.keyWidth();
    this.types = new EdmType[parts];
    this.positions = new int[parts];
    this.leads = new byte[parts][];
    this.escapes = escapes;
    for (int part = 0; part < parts; part++) {
      types[part] = type.keyProperty(part).type();
      positions[part] = type.keyPosition(part);
      String before = part == 0 ? serviceRoot + "/" + type.name() + "(" : ", ";
      leads[part] = escapes.bytes(before + type.keyProperty(part).name() + "=");
    }
  }

  public void write(Utf8Buffer out, RowView row) {
    for (int part = 0; part < leads.length; part++) {
      out.put(leads[part]);
      KeyText.write(out, types[part], row.value(positions[part]), escapes);
    }
    out.put(')');
  }

  public void write(Utf8Buffer out, RowKey key) {
    for (int part = 0; part < leads.length; part++) {
      out.put(leads[part]);
      KeyText.write(out, types[part], key.values().get(part), escapes);
    }
    out.put(')');
  }

  /** The id by itself, as text. */
  String text(RowKey key) {
    Utf8Buffer out = new Utf8Buffer(128);
    write(out, key);
    return out.toString();
  }

  /** The id by itself, as text. */
  public static String text(String serviceRoot, RowKey key) {
    return new IdWriter(serviceRoot, key.type(), RawEscapes.RAW).text(key);
  }
}
