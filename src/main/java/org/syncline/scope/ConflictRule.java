package org.syncline.scope;

import org.syncline.model.EntityType;
import org.syncline.model.Property;

/** A {@link ConflictStrategy} with what it needs. */
public sealed interface ConflictRule {
  /** As the service's policy says. */
  record ByService() implements ConflictRule {}

  record Always(ConflictPolicy policy) implements ConflictRule {}

  record MergeColumns() implements ConflictRule {}

  /**
   * The greater value wins.
   *
   * @param column position in the type, of values that compare
   */
  record LastWriter(int column) implements ConflictRule {}

  record Custom(ConflictMerger merger) implements ConflictRule {}

  /**
   * A strategy that needs no code.
   *
   * @param column for LAST_WRITER
   * @throws IllegalArgumentException if the type has no such column, or its values do not compare
   */
  static ConflictRule of(ConflictStrategy strategy, String column, EntityType type) {
    return switch (strategy) {
      case INHERIT -> new ByService();
      case CLIENT_WINS -> new Always(ConflictPolicy.CLIENT_WINS);
      case SERVER_WINS -> new Always(ConflictPolicy.SERVER_WINS);
      case MERGE_COLUMNS -> new MergeColumns();
      case LAST_WRITER -> new LastWriter(comparable(column, type));
      case CUSTOM -> throw new IllegalArgumentException("a custom strategy needs a merger");
    };
  }

  private static int comparable(String column, EntityType type) {
    int position = type.positionOf(column);
    if (position < 0
        || !Comparable.class.isAssignableFrom(type.property(position).type().javaType())) {
      throw new IllegalArgumentException(
          "the last writer of %s cannot be told by '%s'; it takes a column whose values compare, one of %s"
              .formatted(
                  type,
                  column,
                  type.properties().stream()
                      .filter(p -> Comparable.class.isAssignableFrom(p.type().javaType()))
                      .map(Property::name)
                      .toList()));
    }
    return position;
  }
}
