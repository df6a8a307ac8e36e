package org.syncline.wire.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.syncline.model.EntityType;

/**
 * Something made once per type and looked up once per row. Rows of one type mostly follow one
 * another, so the last one found is tried first.
 */
public final class TypeCache<T> {
  private final Map<EntityType, T> made = new HashMap<>();
  private final Function<EntityType, T> maker;
  private EntityType lastType;
  private T last;

  public TypeCache(Function<EntityType, T> maker) {
    this.maker = maker;
  }

  public T get(EntityType type) {
    if (!type.equals(lastType)) {
      last = made.computeIfAbsent(type, maker);
      lastType = type;
    }
    return last;
  }
}
