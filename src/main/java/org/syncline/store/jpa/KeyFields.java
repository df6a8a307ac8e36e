package org.syncline.store.jpa;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes in which EclipseLink wants the key of an entity, in its own order of the key's
 * columns.
 */
record KeyFields(List<Class<?>> fieldClasses) {
  /** The key as {@code EntityManager.find} takes it. */
  List<Object> identity(List<Object> values) {
    List<Object> identity = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      identity.add(FieldTypes.toField(values.get(i), fieldClasses.get(i)));
    }
    return identity;
  }
}
