package org.syncline.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.syncline.model.EntityType;
import org.syncline.model.RowKey;

/**
 * How rows of a type become entities.
 *
 * @param columns one for each property of the type
 * @param keyParts for each part of the key in EclipseLink's order, its place in a {@link RowKey}
 */
record TableMapping(
    EntityType type,
    ClassDescriptor descriptor,
    List<MappedColumn> columns,
    List<Slot> slots,
    KeyFields key,
    List<Integer> keyParts) {
  /** The row's key as {@code EntityManager.find} takes it. */
  List<Object> identity(RowKey rowKey) {
    List<Object> values = new ArrayList<>(keyParts.size());
    for (int part : keyParts) {
      values.add(rowKey.values().get(part));
    }
    return key.identity(values);
  }

  Object newEntity() {
    return descriptor.getObjectBuilder().buildNewInstance();
  }

  /** The first column that an attribute of the entity, or something inside it, is kept in. */
  Optional<MappedColumn> columnOf(String attribute) {
    return columns.stream()
        .filter(
            c ->
                c.attribute().equals(attribute)
                    || c.attribute().startsWith(attribute + ".")
                    || attribute.startsWith(c.attribute() + "."))
        .findFirst();
  }

  /** The relation that is kept in just these columns, named as in the database. */
  Optional<Slot.Relation> relationOver(List<String> sqlColumns) {
    return slots.stream()
        .filter(Slot.Relation.class::isInstance)
        .map(Slot.Relation.class::cast)
        .filter(
            relation ->
                relation.positions().size() == sqlColumns.size()
                    && relation.positions().stream()
                        .map(position -> columns.get(position).sqlName())
                        .allMatch(name -> sqlColumns.stream().anyMatch(name::equalsIgnoreCase)))
        .findFirst();
  }
}
