/**
 * The OData + Sync wire: what requests mean and what answers look like, in Atom and JSON.
 *
 * <p>Knows types and rows, nothing of HTTP, SQL or JPA. Start at {@link
 * org.syncline.wire.FeedFormat}, of which {@link org.syncline.wire.Formats} has the instances.
 * {@link org.syncline.wire.EntityIds} writes and reads ids, {@link
 * org.syncline.wire.ScopeParameters} reads the query options of a first request; {@link
 * org.syncline.wire.ServiceDocument} and {@link org.syncline.wire.Csdl} describe a service.
 */
package org.syncline.wire;
