package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Row;

/**
 * A row that an upload has locked.
 *
 * @param row empty: there is none, and then nothing is locked
 * @param last its last change; empty: none since tracking began
 */
public record HeldRow(Optional<Row> row, Optional<Version> last) {}
