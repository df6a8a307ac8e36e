/**
 * The sample: lists of things to do, with the tables and the service name of the Sync Framework
 * Toolkit's own sample, so that its clients can be pointed at it.
 *
 * <p>It uses nothing but Syncline's public API and is the pattern for a service of your own: JPA
 * entities, and next to them one bean that declares the service, {@link
 * org.syncline.sample.DefaultScopeSyncService}.
 */
package org.syncline.sample;
