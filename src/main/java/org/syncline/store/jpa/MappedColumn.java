package org.syncline.store.jpa;

import org.syncline.model.EdmType;
import org.syncline.model.Property;

/**
 * A column as the mapping describes it.
 *
 * @param name on the wire
 * @param sqlName in the database
 * @param attribute the entity's attribute that holds it, with dots inside embedded values
 * @param length most characters, 0 if the mapping does not limit it
 */
record MappedColumn(
    String name,
    String sqlName,
    String attribute,
    EdmType type,
    boolean nullable,
    boolean key,
    int length) {
  Property property() {
    return new Property(name, type, nullable && !key, key);
  }
}
