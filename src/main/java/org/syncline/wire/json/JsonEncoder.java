package org.syncline.wire.json;

import java.nio.charset.StandardCharsets;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.wire.EntityIds;
import org.syncline.wire.internal.FeedEncoder;
import org.syncline.wire.internal.JsonEscapes;
import org.syncline.wire.internal.Side;
import org.syncline.wire.internal.TypeCache;
import org.syncline.wire.internal.Utf8Buffer;

/** Writes the pieces of one JSON answer, in the member order of the original. */
final class JsonEncoder implements FeedEncoder {
  private static final byte[] TAIL = raw("]}}");
  private static final byte[] METADATA_URI = raw(",\"__metadata\":{\"uri\":\"");
  private static final byte[] TOMBSTONE_URI = raw(",{\"__metadata\":{\"uri\":\"");

  private final TypeCache<JsonType> types;

  JsonEncoder(EntityIds ids) {
    this.types = new TypeCache<>(type -> new JsonType(ids.serviceRoot(), type));
  }

  private static byte[] raw(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String mediaType() {
    return JsonFeed.MEDIA_TYPE;
  }

  @Override
  public int separator() {
    return 1;
  }

  @Override
  public void head(Utf8Buffer out, String blob, boolean more) {
    out.ascii("{\"d\":{\"__sync\":{\"moreChangesAvailable\":");
    out.ascii(more ? "true" : "false");
    out.ascii(",\"serverBlob\":");
    JsonEscapes.string(out, blob);
    out.ascii("},\"results\":[");
  }

  @Override
  public byte[] tail() {
    return TAIL;
  }

  @Override
  public void row(Utf8Buffer out, RowView row) {
    JsonType type = types.get(row.type());
    out.put(',');
    out.put('{');
    type.properties(out, row);
    out.put(METADATA_URI);
    type.id.write(out, row);
    out.put(type.typeLive);
    out.put('}');
  }

  @Override
  public void tombstone(Utf8Buffer out, RowKey key) {
    JsonType type = types.get(key.type());
    out.put(TOMBSTONE_URI);
    type.id.write(out, key);
    out.put(type.typeDeleted);
    out.put('}');
  }

  @Override
  public void entity(Utf8Buffer out, Side side) {
    out.put(',');
    open(out, side);
    out.put('}');
  }

  @Override
  public void conflict(Utf8Buffer out, ConflictResolution resolution, Side live, Side losing) {
    out.put(',');
    open(out, live);
    out.ascii(",\"__syncConflict\":{\"conflictResolution\":\"");
    out.ascii(resolution.wireName());
    out.ascii("\",\"conflictingChange\":");
    open(out, losing);
    out.ascii("}}}");
  }

  @Override
  public void error(Utf8Buffer out, String description, Side live, Side losing) {
    out.put(',');
    open(out, live);
    out.ascii(",\"__syncError\":{\"errorDescription\":");
    JsonEscapes.string(out, description);
    out.ascii(",\"changeInError\":");
    open(out, losing);
    out.ascii("}}}");
  }

  /** An entity up to the end of its metadata; its own brace is still open. */
  private void open(Utf8Buffer out, Side side) {
    JsonType type = types.get(side.id().type());
    out.put('{');
    if (side.change() instanceof Change.Live live) {
      type.properties(out, live.row());
      out.put(',');
    }
    out.ascii("\"__metadata\":{");
    if (side.tempId() != null && !side.change().deleted()) {
      out.ascii("\"tempId\":");
      JsonEscapes.string(out, side.tempId());
      out.put(',');
    }
    out.ascii("\"uri\":\"");
    type.id.write(out, side.id());
    out.put(side.change().deleted() ? type.typeDeleted : type.typeLive);
  }
}
