/**
 * The Atom form of requests and answers (wire reference, sections 8 and 9).
 *
 * <p>Start at {@link org.syncline.wire.atom.AtomFeed}.
 */
package org.syncline.wire.atom;
