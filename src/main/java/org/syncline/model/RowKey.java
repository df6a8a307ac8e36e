package org.syncline.model;

import java.util.Arrays;
import java.util.List;

/**
 * Names one row of one type. The order means nothing to anybody; hash maps need it to stay fast
 * when a client makes up keys that all have the same hash code.
 *
 * @param type the type of the row
 * @param values the key parts, none null, in the order of {@link EntityType#keyPosition}
 */
public record RowKey(EntityType type, List<Object> values) implements Comparable<RowKey> {
  public RowKey {
    values = List.copyOf(values);
    if (values.size() != type.keyWidth()) {
      throw new IllegalArgumentException(
          "the key of " + type + " has " + type.keyWidth() + " parts, got " + values.size());
    }
  }

  /** By content, binary key parts included. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RowKey that
            && type.equals(that.type)
            && Arrays.deepEquals(values.toArray(), that.values.toArray()));
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.deepHashCode(values.toArray());
  }

  @Override
  public int compareTo(RowKey other) {
    int order = type.toString().compareTo(other.type.toString());
    return order != 0 ? order : compare(values, other.values);
  }

  /** Part by part; parts in the same place are of the same Java type. */
  public static int compare(List<Object> values, List<Object> others) {
    int order = 0;
    for (int i = 0; order == 0 && i < Math.min(values.size(), others.size()); i++) {
      order = comparePart(values.get(i), others.get(i));
    }
    return order != 0 ? order : Integer.compare(values.size(), others.size());
  }

  @SuppressWarnings("unchecked")
  private static int comparePart(Object one, Object other) {
    return one instanceof byte[] bytes
        ? Arrays.compare(bytes, (byte[]) other)
        : ((Comparable<Object>) one).compareTo(other);
  }

  @Override
  public String toString() {
    return type.name() + values;
  }
}
