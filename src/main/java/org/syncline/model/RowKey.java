package org.syncline.model;

import java.util.Arrays;
import java.util.List;

/**
 * Names one row of one type.
 *
 * @param type the type of the row
 * @param values the key parts, none null, in the order of {@link EntityType#keyPosition}
 */
public record RowKey(EntityType type, List<Object> values) {
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
  public String toString() {
    return type.name() + values;
  }
}
