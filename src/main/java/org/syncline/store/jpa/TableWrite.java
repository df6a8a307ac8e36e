package org.syncline.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.RowView;

/** Changes of one table on their way into the database. For one use. */
final class TableWrite implements References {
  private final EntityManager entities;
  private final TableMapping mapping;
  private final List<Change> changes;

  /**
   * Entities of this table that are about to be inserted, for rows of the table that refer to them.
   */
  private final Map<List<Object>, Object> created = new HashMap<>();

  TableWrite(EntityManager entities, TableMapping mapping, List<Change> changes) {
    this.entities = entities;
    this.mapping = mapping;
    this.changes = changes;
  }

  void delete() throws RowsRejectedException {
    try {
      for (Change change : changes) {
        Object entity = find(mapping.identity(change.key()));
        if (entity != null) {
          entities.remove(entity);
        }
      }
      entities.flush();
    } catch (RuntimeException e) {
      throw new Refusal(mapping, changes).of(e);
    }
  }

  void store() throws RowsRejectedException {
    try {
      List<Object> found = new ArrayList<>(changes.size());
      for (Change change : changes) {
        List<Object> identity = mapping.identity(change.key());
        Object entity = find(identity);
        found.add(entity);
        if (entity == null) {
          created.put(identity, mapping.newEntity());
        }
      }
      for (int i = 0; i < changes.size(); i++) {
        Change.Live live = (Change.Live) changes.get(i);
        if (found.get(i) != null) {
          fill(found.get(i), live.row(), false);
        } else {
          fill(created.get(mapping.identity(live.key())), live.row(), true);
        }
      }
      // only now, because listeners and validation look at the values
      created.values().forEach(entities::persist);
      entities.flush();
    } catch (RuntimeException e) {
      throw new Refusal(mapping, changes).of(e);
    }
  }

  private void fill(Object entity, RowView row, boolean isNew) {
    for (Slot slot : mapping.slots()) {
      if (isNew || !slot.key()) {
        slot.fill(entity, row, this);
      }
    }
  }

  private Object find(List<Object> identity) {
    return entities.find(mapping.descriptor().getJavaClass(), identity);
  }

  @Override
  public Object to(ClassDescriptor descriptor, List<Object> identity) {
    if (descriptor == mapping.descriptor() && created.containsKey(identity)) {
      return created.get(identity);
    }
    try {
      return entities.getReference(descriptor.getJavaClass(), identity);
    } catch (EntityNotFoundException e) {
      throw new MissingRowException(descriptor.getAlias(), e);
    }
  }
}
