package org.syncline.engine.intercept;

import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.RowKey;
import org.syncline.model.UploadedChange;

/** One change of an upload, whose values may be altered before it is applied. For one thread. */
public final class IncomingChange {
  private final UploadedChange sent;
  private Change change;

  IncomingChange(UploadedChange sent) {
    this.sent = sent;
    this.change = sent.change();
  }

  public EntityType type() {
    return change.type();
  }

  public RowKey key() {
    return change.key();
  }

  /** Whether the client wants the row to be deleted; then it has no values but its key. */
  public boolean isDeletion() {
    return change.deleted();
  }

  /** Whether the client believes that the row is new. */
  public boolean isInsert() {
    return sent.insert();
  }

  /**
   * The value of a property, or null.
   *
   * @throws IllegalArgumentException if the type has no such property, or the change is a deletion
   */
  public Object get(String property) {
    int position = positionOf(property);
    return copied(live(property).row().value(position));
  }

  /**
   * Alters what is stored. The client gets the row as it was stored with its next download.
   *
   * @param value null, or of the property's {@link EdmType#javaType()}
   * @throws IllegalArgumentException if the type has no such property, it is part of the key, the
   *     value is of another class, or the change is a deletion
   */
  public void set(String property, Object value) {
    int position = positionOf(property);
    Property declared = type().property(position);
    if (declared.key()) {
      throw new IllegalArgumentException(
          "%s.%s is part of the key, which nobody may alter".formatted(type(), property));
    }
    change = new Change.Live(live(property).row().with(position, copied(value)));
  }

  /** Arrays are the only values that could be altered behind our back. */
  private static Object copied(Object value) {
    return value instanceof byte[] bytes ? bytes.clone() : value;
  }

  private int positionOf(String property) {
    int position = type().positionOf(property);
    if (position < 0) {
      throw new IllegalArgumentException("%s has no property '%s'".formatted(type(), property));
    }
    return position;
  }

  private Change.Live live(String property) {
    if (change instanceof Change.Live live) {
      return live;
    }
    throw new IllegalArgumentException(
        "the deletion of %s has no value for %s".formatted(key(), property));
  }

  Change change() {
    return change;
  }
}
