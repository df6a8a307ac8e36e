/**
 * What the two formats share: bytes, literals, the cutting of batches, the rules for uploads.
 *
 * <p>Public only for the sibling packages {@code wire.json} and {@code wire.atom}; nobody else uses
 * it. Start at {@link org.syncline.wire.internal.Batch} for answers and {@link
 * org.syncline.wire.internal.UploadedChanges} for requests.
 */
package org.syncline.wire.internal;
