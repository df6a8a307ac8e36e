package org.syncline.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Read access to the values of one row. A cursor may hand out the same view for every row it
 * passes, so a view is only good until the callback that received it returns; {@link Row} is the
 * kind that lasts.
 */
public interface RowView {
  EntityType type();

  /** The value at a position of {@link EntityType#properties()}, or null. Arrays are not copied. */
  Object value(int position);

  /** This row's key, good for ever. */
  default RowKey key() {
    List<Object> parts = new ArrayList<>(type().keyWidth());
    for (int i = 0; i < type().keyWidth(); i++) {
      parts.add(value(type().keyPosition(i)));
    }
    return new RowKey(type(), parts);
  }
}
