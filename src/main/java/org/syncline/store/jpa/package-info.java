/**
 * JPA on EclipseLink: reads services from the mapping and writes uploaded rows through entities, so
 * that listeners, converters and validation run for each of them.
 */
package org.syncline.store.jpa;
