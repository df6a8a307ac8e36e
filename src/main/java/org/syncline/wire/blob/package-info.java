/**
 * The blob: a replica's state, sealed so that only this server's key can read or make one. Start at
 * {@link org.syncline.wire.blob.BlobSeal}.
 */
package org.syncline.wire.blob;
