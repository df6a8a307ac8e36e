/**
 * What is synchronised: services, their scopes, tables, columns, parameters and filters, and the
 * annotations that declare them.
 *
 * <p>Values only: how a service is read from a JPA mapping is {@code store.jpa}'s business. Start
 * at {@link org.syncline.scope.SyncService} to declare one, at {@link org.syncline.scope.Service}
 * to use one.
 */
package org.syncline.scope;
