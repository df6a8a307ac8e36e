package org.syncline.model;

/** What a row is now: live with its values, or gone. */
public sealed interface Change {
  RowKey key();

  default EntityType type() {
    return key().type();
  }

  default boolean deleted() {
    return this instanceof Tombstone;
  }

  /** The row exists with these values. */
  record Live(Row row) implements Change {
    @Override
    public RowKey key() {
      return row.key();
    }
  }

  /** The row does not exist, or not for the one who asks. */
  record Tombstone(RowKey key) implements Change {}

  /** Live when there is a row, else a tombstone of the key. */
  static Change of(RowKey key, Row row) {
    return row == null ? new Tombstone(key) : new Live(row);
  }
}
