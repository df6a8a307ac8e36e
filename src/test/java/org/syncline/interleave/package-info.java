/**
 * Suite B of the tests: random interleavings of everything that can meet in one database, against a
 * reference that is a plain {@code SELECT}.
 *
 * <p>One thread does all of it, so a seed replays a run. What happens at the same time in life
 * happens here at the seams of the engine's ports: between the numbering and the snapshot of a
 * download, between two rows of it, between the begin, locks, writes and commit of an upload.
 *
 * <p>Start at {@link org.syncline.interleave.InterleavingsTest}; {@link
 * org.syncline.interleave.Fault} says what the suite must be able to find.
 */
package org.syncline.interleave;
