package org.syncline.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;
import org.syncline.store.jdbc.RowWriter;

/**
 * Writes rows as entities, with an entity manager of its own for each call. The entity manager
 * works on the caller's connection and its "transaction" is only the caller's: nothing here
 * commits.
 */
final class EntityWriter implements RowWriter {
  private final EntityManagerFactory factory;
  private final BoundDataSource connections;
  private final Map<EntityType, TableMapping> mappings;

  EntityWriter(
      EntityManagerFactory factory,
      BoundDataSource connections,
      Map<EntityType, TableMapping> mappings) {
    this.factory = factory;
    this.connections = connections;
    this.mappings = mappings;
  }

  @Override
  public void write(Connection connection, Scope scope, List<Change> changes, Set<RowKey> absent)
      throws RowsRejectedException {
    TreeMap<Integer, List<Change>> deletions = new TreeMap<>();
    TreeMap<Integer, List<Change>> upserts = new TreeMap<>();
    for (Change change : changes) {
      (change.deleted() ? deletions : upserts)
          .computeIfAbsent(scope.tableOf(change.type()).order(), order -> new ArrayList<>())
          .add(change);
    }
    connections.doWith(
        connection, () -> write(deletions.descendingMap().values(), upserts.values(), absent));
  }

  private void write(
      Collection<List<Change>> deletions, Collection<List<Change>> upserts, Set<RowKey> absent)
      throws RowsRejectedException {
    try (EntityManager entities = factory.createEntityManager()) {
      EntityTransaction joined = entities.getTransaction();
      joined.begin();
      try {
        write(entities, deletions, upserts, absent);
      } finally {
        joined.rollback(); // ends the entity manager's work; the connection stays as it is
      }
    }
  }

  private void write(
      EntityManager entities,
      Collection<List<Change>> deletions,
      Collection<List<Change>> upserts,
      Set<RowKey> absent)
      throws RowsRejectedException {
    for (List<Change> sameTable : deletions) {
      new TableWrite(entities, mappingOf(sameTable), sameTable, absent).delete();
    }
    entities.clear(); // so that nothing refers to a deleted entity
    for (List<Change> sameTable : upserts) {
      new TableWrite(entities, mappingOf(sameTable), sameTable, absent).store();
    }
  }

  private TableMapping mappingOf(List<Change> sameTable) {
    EntityType type = sameTable.get(0).type();
    TableMapping mapping = mappings.get(type);
    if (mapping == null) {
      throw new IllegalArgumentException(
          type + " is not of a service that was read from this unit");
    }
    return mapping;
  }
}
