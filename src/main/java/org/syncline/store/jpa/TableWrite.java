package org.syncline.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/** Changes of one table on their way into the database. For one use. */
final class TableWrite implements References {
  private final EntityManager entities;
  private final TableMapping mapping;
  private final List<Change> changes;
  private final Set<RowKey> absent;
  private final Refusal refusal;

  /**
   * Entities of this table that are about to be inserted, for rows of the table that refer to them.
   */
  private final Map<List<Object>, Object> created = new TreeMap<>(RowKey::compare);

  TableWrite(
      EntityManager entities, TableMapping mapping, List<Change> changes, Set<RowKey> absent) {
    this.entities = entities;
    this.mapping = mapping;
    this.changes = changes;
    this.absent = absent;
    this.refusal = new Refusal(mapping, changes);
  }

  void delete() throws RowsRejectedException {
    List<Object> found = findAll();
    try {
      found.stream().filter(Objects::nonNull).forEach(entities::remove);
      entities.flush();
    } catch (RuntimeException e) {
      throw refusal.ofListeners(e);
    }
  }

  void store() throws RowsRejectedException {
    List<Object> found = findAll();
    try {
      fill(found);
    } catch (RuntimeException e) {
      throw refusal.of(e);
    }
    try {
      // only now, because listeners and validation look at the values
      created.values().forEach(entities::persist);
      entities.flush();
    } catch (RuntimeException e) {
      throw refusal.ofListeners(e);
    }
  }

  /** The entities as they are, null where there is none. */
  private List<Object> findAll() throws RowsRejectedException {
    try {
      List<Object> found = new ArrayList<>(changes.size());
      for (Change change : changes) {
        // not looked for where there was none: the insert must fail if somebody else was faster
        found.add(
            absent.contains(change.key())
                ? null
                : entities.find(
                    mapping.descriptor().getJavaClass(), mapping.identity(change.key())));
      }
      return found;
    } catch (RuntimeException e) {
      throw refusal.of(e);
    }
  }

  private void fill(List<Object> found) {
    for (int i = 0; i < changes.size(); i++) {
      if (found.get(i) == null) {
        created.put(mapping.identity(changes.get(i).key()), mapping.newEntity());
      }
    }
    for (int i = 0; i < changes.size(); i++) {
      RowView row = ((Change.Live) changes.get(i)).row();
      if (found.get(i) == null) {
        Object entity = created.get(mapping.identity(row.key()));
        mapping.slots().forEach(slot -> slot.fill(entity, row, this));
      } else {
        Object entity = found.get(i);
        mapping.slots().stream()
            .filter(slot -> !slot.key())
            .forEach(slot -> slot.update(entity, row, this));
      }
    }
  }

  @Override
  public Object to(ClassDescriptor descriptor, List<Object> identity) {
    if (descriptor == mapping.descriptor() && created.containsKey(identity)) {
      return created.get(identity);
    }
    Class<?> type = descriptor.getJavaClass();
    // EclipseLink makes references without reading only to keys of a single column
    Object entity =
        identity.size() == 1 ? reference(type, identity.get(0)) : entities.find(type, identity);
    if (entity == null) {
      throw RefusedRowException.missing(descriptor.getAlias());
    }
    return entity;
  }

  private Object reference(Class<?> type, Object id) {
    try {
      return entities.getReference(type, id);
    } catch (EntityNotFoundException e) {
      return null;
    }
  }
}
