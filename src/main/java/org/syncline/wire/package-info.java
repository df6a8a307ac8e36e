/**
 * The OData + Sync wire: what requests mean and what answers look like, in Atom and JSON.
 *
 * <p>Knows types and rows, nothing of HTTP, SQL or JPA. Start at {@link
 * org.syncline.wire.FeedFormat}.
 */
package org.syncline.wire;
