package org.syncline.store.jpa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.syncline.model.RowView;

/**
 * Where values of a row go in an entity, or in a value embedded in one. Values are set through the
 * mapping, so that converters run, and EclipseLink is told of each that is another than before: a
 * woven entity finds its changes in no other way.
 */
sealed interface Slot {
  /** Whether it holds nothing but parts of the key. */
  boolean key();

  /** Sets an attribute of an entity that was just made. */
  void fill(Object owner, RowView row, References references);

  /** Sets an attribute of an entity that was read, if the row has another value. */
  void update(Object owner, RowView row, References references);

  private static void replace(DatabaseMapping mapping, Object owner, Object before, Object after) {
    mapping.setRealAttributeValueInObject(owner, after);
    mapping
        .getDescriptor()
        .getObjectChangePolicy()
        .raiseInternalPropertyChangeEvent(owner, mapping.getAttributeName(), before, after);
  }

  /**
   * A plain attribute.
   *
   * @param column its name on the wire
   */
  record Direct(
      AbstractDirectMapping mapping,
      String column,
      int position,
      Class<?> fieldClass,
      boolean key,
      AbstractSession session)
      implements Slot {
    @Override
    public void fill(Object owner, RowView row, References references) {
      mapping.setRealAttributeValueInObject(owner, attribute(row.value(position)));
    }

    @Override
    public void update(Object owner, RowView row, References references) {
      Object before = mapping.getRealAttributeValueFromObject(owner, session);
      Object after = attribute(row.value(position));
      if (!Objects.deepEquals(before, after)) {
        replace(mapping, owner, before, after);
      }
    }

    private Object attribute(Object value) {
      try {
        return mapping.getObjectValue(FieldTypes.toField(value, fieldClass), session);
      } catch (RuntimeException e) {
        // converters, and enumerations, do not know every value
        throw new RefusedRowException(column + ": not a possible value", e);
      }
    }
  }

  /**
   * A relation.
   *
   * @param positions of the columns that hold the other row's key, in the order of its key
   */
  record Relation(
      OneToOneMapping mapping,
      List<Integer> positions,
      KeyFields target,
      boolean key,
      AbstractSession session)
      implements Slot {
    @Override
    public void fill(Object owner, RowView row, References references) {
      mapping.setRealAttributeValueInObject(owner, other(identity(row), references));
    }

    @Override
    public void update(Object owner, RowView row, References references) {
      List<Object> identity = identity(row);
      if (!identity.equals(identityOf(owner))) {
        Object before = mapping.getRealAttributeValueFromObject(owner, session);
        replace(mapping, owner, before, other(identity, references));
      }
    }

    private Object other(List<Object> identity, References references) {
      return identity.isEmpty() ? null : references.to(mapping.getReferenceDescriptor(), identity);
    }

    /** The other row's key; empty if there is none. */
    private List<Object> identity(RowView row) {
      List<Object> values = new ArrayList<>(positions.size());
      for (int position : positions) {
        values.add(row.value(position));
      }
      return values.contains(null) ? List.of() : target.identity(values);
    }

    /** The key that the entity has now, without reading the other row. */
    private List<Object> identityOf(Object owner) {
      Object id = mapping.extractPrimaryKeysForReferenceObject(owner, session);
      if (id instanceof CacheId several) {
        List<Object> values = Arrays.asList(several.getPrimaryKey());
        return values.contains(null) ? List.of() : values;
      }
      return id == null ? List.of() : List.of(id);
    }
  }

  /** An embedded value. */
  record Embedded(
      AggregateObjectMapping mapping, List<Slot> parts, boolean key, AbstractSession session)
      implements Slot {
    @Override
    public void fill(Object owner, RowView row, References references) {
      mapping.setRealAttributeValueInObject(owner, make(row, references));
    }

    @Override
    public void update(Object owner, RowView row, References references) {
      Object value = mapping.getRealAttributeValueFromObject(owner, session);
      if (value == null) {
        replace(mapping, owner, null, make(row, references));
      } else {
        parts.forEach(part -> part.update(value, row, references));
      }
    }

    private Object make(RowView row, References references) {
      Object value = mapping.getReferenceDescriptor().getObjectBuilder().buildNewInstance();
      parts.forEach(part -> part.fill(value, row, references));
      return value;
    }
  }
}
