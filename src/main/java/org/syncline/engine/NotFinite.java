package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Row;

/**
 * Finds numbers that are none: NaN and the infinities. JSON has no word for them, one known client
 * cannot read a column that holds one, and not every database stores them, so clients may not bring
 * them in. A row in which the server itself has put one can still be edited: what is there already
 * may stay.
 */
final class NotFinite {
  private NotFinite() {}

  /**
   * Why the row cannot be stored, if it brings in such a number.
   *
   * @param current the row as it is stored, or null
   */
  static Optional<String> in(Row sent, Row current) {
    for (int i = 0; i < sent.type().width(); i++) {
      Object value = sent.value(i);
      if (isNotFinite(value) && (current == null || !value.equals(current.value(i)))) {
        return Optional.of("property '" + sent.type().property(i).name() + "' cannot be " + value);
      }
    }
    return Optional.empty();
  }

  private static boolean isNotFinite(Object value) {
    return value instanceof Double number
        ? !Double.isFinite(number)
        : value instanceof Float single && !Float.isFinite(single);
  }
}
