package org.syncline.wire.atom;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.wire.EntityIds;
import org.syncline.wire.internal.FeedEncoder;
import org.syncline.wire.internal.Side;
import org.syncline.wire.internal.TypeCache;
import org.syncline.wire.internal.Utf8Buffer;
import org.syncline.wire.internal.XmlEscapes;

/** Writes the pieces of one feed, in the element order of the original. */
final class AtomEncoder implements FeedEncoder {
  private static final byte[] TAIL = raw("</feed>");
  private static final byte[] ROW_ID = raw("<entry><id>");
  private static final byte[] ROW_END = raw("</m:properties></content></entry>");
  private static final byte[] TOMBSTONE_ID = raw("<at:deleted-entry><ref>");
  private static final byte[] TOMBSTONE_END = raw("</at:deleted-entry>");

  private final EntityIds ids;
  private final UUID feedId;
  private final String updated;
  private final TypeCache<AtomType> types;

  AtomEncoder(EntityIds ids, UUID feedId, String updated) {
    this.ids = ids;
    this.feedId = feedId;
    this.updated = updated;
    this.types = new TypeCache<>(type -> new AtomType(ids.serviceRoot(), type, updated));
  }

  private static byte[] raw(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String mediaType() {
    return AtomFeed.MEDIA_TYPE;
  }

  @Override
  public int separator() {
    return 0;
  }

  @Override
  public void head(Utf8Buffer out, String blob, boolean more) {
    out.ascii("<feed xmlns=\"" + AtomNames.ATOM + "\"");
    if (!ids.serviceRoot().isEmpty()) {
      // the original meant xml:base; nobody reads either
      out.ascii(" xmlns:base=\"");
      out.text(ids.serviceRoot(), XmlEscapes.ATTRIBUTE);
      out.ascii("\"");
    }
    out.ascii(" xmlns:d=\"" + AtomNames.DATA + "\" xmlns:m=\"" + AtomNames.METADATA + "\"");
    out.ascii(" xmlns:at=\"" + AtomNames.TOMBSTONES + "\" xmlns:sync=\"" + AtomNames.SYNC + "\">");
    out.ascii("<title></title><id>{" + feedId + "}</id><updated>" + updated + "</updated>");
    out.ascii("<link rel=\"self\" href=\"\"/><sync:moreChangesAvailable>");
    out.ascii(more ? "true" : "false");
    out.ascii("</sync:moreChangesAvailable><sync:serverBlob>");
    out.text(blob, XmlEscapes.TEXT);
    out.ascii("</sync:serverBlob>");
  }

  @Override
  public byte[] tail() {
    return TAIL;
  }

  @Override
  public void row(Utf8Buffer out, RowView row) {
    AtomType type = types.get(row.type());
    out.put(ROW_ID);
    type.id.write(out, row);
    out.put(type.beforeProperties);
    type.properties(out, row);
    out.put(ROW_END);
  }

  @Override
  public void tombstone(Utf8Buffer out, RowKey key) {
    AtomType type = types.get(key.type());
    out.put(TOMBSTONE_ID);
    type.id.write(out, key);
    out.put(type.deletedType);
    out.put(TOMBSTONE_END);
  }

  @Override
  public void entity(Utf8Buffer out, Side side) {
    open(out, side);
    close(out, side);
  }

  @Override
  public void conflict(Utf8Buffer out, ConflictResolution resolution, Side live, Side losing) {
    open(out, live);
    out.ascii("<sync:syncConflict><sync:conflictResolution>");
    out.ascii(resolution.wireName());
    out.ascii("</sync:conflictResolution><sync:conflictingChange>");
    entity(out, losing);
    out.ascii("</sync:conflictingChange></sync:syncConflict>");
    close(out, live);
  }

  @Override
  public void error(Utf8Buffer out, String description, Side live, Side losing) {
    open(out, live);
    out.ascii("<sync:syncError><sync:errorDescription>");
    out.text(description, XmlEscapes.TEXT);
    out.ascii("</sync:errorDescription><sync:changeInError>");
    entity(out, losing);
    out.ascii("</sync:changeInError></sync:syncError>");
    close(out, live);
  }

  /** An entry or deleted entry, its own end tag still missing. */
  private void open(Utf8Buffer out, Side side) {
    AtomType type = types.get(side.id().type());
    if (side.change() instanceof Change.Live live) {
      out.ascii("<entry>");
      if (side.tempId() != null) {
        out.ascii("<sync:tempId>");
        out.text(side.tempId(), XmlEscapes.TEXT);
        out.ascii("</sync:tempId>");
      }
      out.ascii("<id>");
      type.id.write(out, side.id());
      out.put(type.beforeProperties);
      type.properties(out, live.row());
      out.ascii("</m:properties></content>");
    } else {
      out.ascii("<at:deleted-entry><ref>");
      type.id.write(out, side.id());
      out.put(type.deletedType);
    }
  }

  private static void close(Utf8Buffer out, Side side) {
    out.ascii(side.change().deleted() ? "</at:deleted-entry>" : "</entry>");
  }
}
