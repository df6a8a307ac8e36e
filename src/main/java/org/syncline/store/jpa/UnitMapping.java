package org.syncline.store.jpa;

import java.util.Map;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.syncline.model.EntityType;

/**
 * What services of a persistence unit are read from.
 *
 * @param mappings receives how the rows of each table become entities
 */
record UnitMapping(
    String name, AbstractSession session, SqlNames names, Map<EntityType, TableMapping> mappings) {}
