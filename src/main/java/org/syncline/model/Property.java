package org.syncline.model;

/**
 * One property of an entity type.
 *
 * @param name the name on the wire, case-sensitive
 * @param type the type on the wire
 * @param nullable whether the column accepts null; always false for a key
 * @param key whether it is part of the key
 */
public record Property(String name, EdmType type, boolean nullable, boolean key) {
  public Property {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a property needs a name");
    }
    if (key && nullable) {
      throw new IllegalArgumentException("key property '" + name + "' cannot be nullable");
    }
  }
}
