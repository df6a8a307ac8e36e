package org.syncline.sample;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** Marks an item with a tag. All of it is the key, so it is inserted and deleted, never changed. */
@Entity
@Table(name = "TagItemMapping")
@IdClass(TagItemKey.class)
public class TagItemMapping {
  @Id
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "TagID", nullable = false)
  private Tag tag;

  @Id
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "ItemID", nullable = false)
  private Item item;

  @Id
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "UserID", nullable = false)
  private User user;

  /** For JPA. */
  protected TagItemMapping() {}

  /** Marks an item of its user. */
  public TagItemMapping(Tag tag, Item item) {
    this.tag = tag;
    this.item = item;
    this.user = item.user();
  }

  public Tag tag() {
    return tag;
  }

  public Item item() {
    return item;
  }

  public User user() {
    return user;
  }
}
