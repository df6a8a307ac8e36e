/**
 * JPA on EclipseLink: reads services from the mapping and writes uploaded rows through entities, so
 * that listeners, converters and validation run for each of them.
 *
 * <p>Start at {@link org.syncline.store.jpa.MappedUnit}: one persistence unit on one database.
 */
package org.syncline.store.jpa;
