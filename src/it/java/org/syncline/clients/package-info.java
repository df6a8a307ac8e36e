/**
 * Doubles of the three clients that the protocol was made for: what each of them sends, how it
 * reads, what it stores and what makes it give up, written from the wire reference (sections 1 to
 * 26) and sharing no code with the server. They are as forgiving as the originals, and as
 * forgetful; whatever an original would store wrongly shows when its rows are compared with the
 * database.
 *
 * <p>N is {@link org.syncline.clients.DotNetClient}, W is {@link org.syncline.clients.WinRtClient},
 * A is {@link org.syncline.clients.AndroidClient}.
 */
package org.syncline.clients;
