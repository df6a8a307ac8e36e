package org.syncline.engine;

import org.syncline.model.Change;

/**
 * A version of a row that an upload made nobody's.
 *
 * @param reason how the conflict ended, by its name on the wire, or why the row was refused
 * @param losing the version itself
 * @param refused whether it was refused rather than beaten
 */
public record LostVersion(Change losing, boolean refused, String reason) {}
