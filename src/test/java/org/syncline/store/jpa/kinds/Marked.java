package org.syncline.store.jpa.kinds;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;

/** Attributes that the server writes. */
@MappedSuperclass
public abstract class Marked {
  @Version private int version;

  @Column(name = "heard")
  private String heard;

  /** Read-only for JPA; the database has a default. */
  @Column(
      name = "given",
      insertable = false,
      updatable = false,
      columnDefinition = "VARCHAR(20) DEFAULT 'by the database'")
  private String given;

  abstract String word();

  @PrePersist
  void beforeInsert() {
    heard = "inserted " + word();
    veto();
  }

  @PreUpdate
  void beforeUpdate() {
    heard = "updated " + word();
    veto();
  }

  private void veto() {
    if ("veto".equals(word())) {
      throw new IllegalStateException("secret of the server");
    }
  }

  @Override
  public String toString() {
    return version + heard + given;
  }
}
