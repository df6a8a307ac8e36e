package org.syncline.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The shape of the rows of one synchronised table as clients see it. Two types are equal when their
 * qualified names and properties are.
 */
public final class EntityType {
  private final String namespace;
  private final String name;
  private final List<Property> properties;
  private final int[] keyPositions;
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @param namespace the part of the type name before the dot, usually the scope's name
   * @param name the simple name, also used in entity ids
   * @param properties in declaration order, at least one of them a key, names unique
   */
  public EntityType(String namespace, String name, List<Property> properties) {
    this.namespace = namespace;
    this.name = name;
    this.properties = List.copyOf(properties);
    this.keyPositions =
        IntStream.range(0, properties.size()).filter(i -> properties.get(i).key()).toArray();
    if (keyPositions.length == 0) {
      throw new IllegalArgumentException("type '" + name + "' has no key property");
    }
    for (int i = 0; i < properties.size(); i++) {
      if (positions.put(properties.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "type '" + name + "' has two properties named '" + properties.get(i).name() + "'");
      }
    }
  }

  public String name() {
    return name;
  }

  /** {@code Namespace.Name}, as the {@code type} member and {@code category} term carry it. */
  public String qualifiedName() {
    return namespace + "." + name;
  }

  public String namespace() {
    return namespace;
  }

  /** In declaration order: the order of the columns on the wire. */
  public List<Property> properties() {
    return properties;
  }

  public Property property(int position) {
    return properties.get(position);
  }

  public int width() {
    return properties.size();
  }

  /** Position of the property with exactly this name, or -1. */
  public int positionOf(String property) {
    return positions.getOrDefault(property, -1);
  }

  public int keyWidth() {
    return keyPositions.length;
  }

  /** Position among all properties of key part {@code part} (0 to {@code keyWidth() - 1}). */
  public int keyPosition(int part) {
    return keyPositions[part];
  }

  public Property keyProperty(int part) {
    return properties.get(keyPositions[part]);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof EntityType that
            && name.equals(that.name)
            && namespace.equals(that.namespace)
            && properties.equals(that.properties));
  }

  @Override
  public int hashCode() {
    return Objects.hash(namespace, name);
  }

  @Override
  public String toString() {
    return qualifiedName();
  }
}
