/**
 * HTTP: addresses, verbs, headers, negotiation, limits and compression. No SQL, no merging and no
 * feed format here.
 *
 * <p>A request passes the filters ({@link org.syncline.web.HeadFilter}, {@link
 * org.syncline.web.GzipFilter}, {@link org.syncline.web.RequestBodyFilter}, {@link
 * org.syncline.web.DoorFilter}), is taken in by {@link org.syncline.web.SyncResource} as an {@link
 * org.syncline.web.HttpCall}, gets its meaning from {@link org.syncline.web.Router} and its answer
 * from {@link org.syncline.web.SyncDoor}. Whatever goes wrong on the way ends in {@link
 * org.syncline.web.ErrorMapper}. Start at {@link org.syncline.web.Router}.
 */
package org.syncline.web;
