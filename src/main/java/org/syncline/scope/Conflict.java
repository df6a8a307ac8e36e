package org.syncline.scope;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.Row;

/**
 * A row that a client changed without having seen what the server has.
 *
 * @param client what the client wants: a row, or its deletion
 * @param server what the server has: a row, or a tombstone if it was deleted; the same key
 * @param base the row as the client last saw it; empty if that is not known, which it is only for
 *     tables that track columns
 */
public record Conflict(Change client, Change server, Optional<Row> base) {}
