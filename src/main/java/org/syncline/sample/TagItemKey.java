package org.syncline.sample;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** The key of a {@link TagItemMapping}; its fields are named after the entity's, as JPA wants. */
public class TagItemKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private int tag;
  private UUID item;
  private UUID user;

  /** For JPA. */
  protected TagItemKey() {}

  public TagItemKey(int tag, UUID item, UUID user) {
    this.tag = tag;
    this.item = item;
    this.user = user;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagItemKey that
        && tag == that.tag
        && Objects.equals(item, that.item)
        && Objects.equals(user, that.user);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tag, item, user);
  }
}
