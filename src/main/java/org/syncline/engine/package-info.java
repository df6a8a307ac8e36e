/**
 * Decides which changes leave, which arrive, and who wins.
 *
 * <p>Plain Java: no HTTP, no SQL, no format. It sees a tenant's database only through its ports,
 * {@link org.syncline.engine.FeedStore} and {@link org.syncline.engine.UploadStore}. Start at
 * {@link org.syncline.engine.Downloads} and {@link org.syncline.engine.Uploads}.
 *
 * <p>Invariant: an anchor is handed out only with, or after, every change at or before it.
 */
package org.syncline.engine;
