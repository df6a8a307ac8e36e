package org.syncline.wire.internal;

import org.syncline.model.Change;
import org.syncline.model.RowKey;

/**
 * One entity of an upload answer.
 *
 * @param change what it shows
 * @param id what its id names: both sides of a conflict carry the same one
 * @param tempId the client's mark that is handed back here; null if not on this entity
 */
public record Side(Change change, RowKey id, String tempId) {}
