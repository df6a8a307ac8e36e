package org.syncline.model;

import java.util.Arrays;

/** One row that lasts. Equal when the types are equal and all values are the same. */
public final class Row implements RowView {
  private final EntityType type;
  private final Object[] values;

  /**
   * @param values one for each property, each null or of the property's {@link EdmType#javaType()}
   */
  public Row(EntityType type, Object... values) {
    if (values.length != type.width()) {
      throw new IllegalArgumentException(
          type + " has " + type.width() + " properties, got " + values.length + " values");
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && !type.property(i).type().javaType().isInstance(values[i])) {
        throw new IllegalArgumentException(
            type
                + "."
                + type.property(i).name()
                + " takes "
                + type.property(i).type().javaType().getSimpleName()
                + ", got "
                + values[i].getClass().getSimpleName());
      }
    }
    this.type = type;
    this.values = values.clone();
  }

  /** A lasting copy of what the view shows now. */
  public static Row copyOf(RowView view) {
    if (view instanceof Row row) {
      return row;
    }
    Object[] values = new Object[view.type().width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = view.value(i);
    }
    return new Row(view.type(), values);
  }

  /** The same with another value at one position. */
  public Row with(int position, Object value) {
    Object[] others = values.clone();
    others[position] = value;
    return new Row(type, others);
  }

  @Override
  public EntityType type() {
    return type;
  }

  @Override
  public Object value(int position) {
    return values[position];
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Row that
            && type.equals(that.type)
            && Arrays.deepEquals(values, that.values));
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return type.name() + Arrays.deepToString(values);
  }
}
