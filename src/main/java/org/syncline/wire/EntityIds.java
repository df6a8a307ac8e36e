package org.syncline.wire;

import org.syncline.model.EntityType;
import org.syncline.model.ErrorCode;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.model.SyncException;
import org.syncline.wire.internal.IdReader;
import org.syncline.wire.internal.IdWriter;

/**
 * Writes and reads entity ids (wire reference, section 10).
 *
 * @param serviceRoot the public address of the service without a trailing slash; from
 *     configuration, never from the request, because ids must stay the same for the life of a row
 */
public record EntityIds(String serviceRoot) {

  /** The id of a row, such as {@code http://host/sync/Lists.svc/Tag(ID=7)}; not percent-encoded. */
  public String idOf(RowKey key) {
    return IdWriter.text(serviceRoot, key);
  }

  /** The id of a row; see {@link #idOf(RowKey)}. */
  public String idOf(RowView row) {
    return idOf(row.key());
  }

  /**
   * The key that an id names. The address in front of the type name is ignored, so an id stays good
   * when the service moves.
   *
   * @throws SyncException BAD_BODY if the text is no id of a row of this type
   */
  public static RowKey parse(EntityType type, String id) {
    try {
      return IdReader.parse(type, id);
    } catch (IllegalArgumentException e) {
      throw new SyncException(ErrorCode.BAD_BODY, "the id " + e.getMessage(), e);
    }
  }
}
