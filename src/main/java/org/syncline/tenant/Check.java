package org.syncline.tenant;

/**
 * One finding of the diagnostics page.
 *
 * @param name what was looked at
 * @param passed whether it is as it should be
 * @param comment what was found and, if it did not pass, what to do
 */
public record Check(String name, boolean passed, String comment) {}
