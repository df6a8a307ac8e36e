package org.syncline.store.jpa;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.syncline.model.RowView;

/** Where values of a row go in an entity. */
sealed interface Slot {
  /** Whether it holds nothing but parts of the key. */
  boolean key();

  /** Sets the attribute from the row, through the mapping, so that converters run. */
  void fill(Object owner, RowView row, References references);

  /** A plain attribute. */
  record Direct(
      AbstractDirectMapping mapping,
      int position,
      Class<?> fieldClass,
      boolean key,
      AbstractSession session)
      implements Slot {
    @Override
    public void fill(Object owner, RowView row, References references) {
      Object value = FieldTypes.toField(row.value(position), fieldClass);
      mapping.setRealAttributeValueInObject(owner, mapping.getObjectValue(value, session));
    }
  }

  /**
   * A relation.
   *
   * @param positions of the columns that hold the other row's key, in the order of its key
   */
  record Relation(OneToOneMapping mapping, List<Integer> positions, KeyFields target, boolean key)
      implements Slot {
    @Override
    public void fill(Object owner, RowView row, References references) {
      List<Object> values = new ArrayList<>(positions.size());
      for (int position : positions) {
        values.add(row.value(position));
      }
      Object other =
          values.contains(null)
              ? null
              : references.to(mapping.getReferenceDescriptor(), target.identity(values));
      mapping.setRealAttributeValueInObject(owner, other);
    }
  }

  /** An embedded value; made anew each time, because it may be shared or immutable. */
  record Embedded(AggregateObjectMapping mapping, List<Slot> parts, boolean key) implements Slot {
    @Override
    public void fill(Object owner, RowView row, References references) {
      Object value = mapping.getReferenceDescriptor().getObjectBuilder().buildNewInstance();
      for (Slot part : parts) {
        part.fill(value, row, references);
      }
      mapping.setRealAttributeValueInObject(owner, value);
    }
  }
}
