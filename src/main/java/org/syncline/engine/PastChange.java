package org.syncline.engine;

import java.util.Map;
import java.util.Optional;

/**
 * One change of a row, as the log has it.
 *
 * @param before the old values of the columns that it changed, by their position in the type; empty
 *     if they were not recorded, or there was no row before or after
 */
public record PastChange(Version version, Optional<Map<Integer, Object>> before) {}
