package org.syncline.sample;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** How far an item has come. Reference data: every replica has all of it. */
@Entity
@Table(name = "Status")
public class Status {
  @Id
  @Column(name = "ID")
  private int id;

  @Column(name = "Name", nullable = false, length = 50)
  @NotBlank
  @Size(max = 50)
  private String name;

  /** For JPA. */
  protected Status() {}

  public Status(int id, String name) {
    this.id = id;
    this.name = name;
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }
}
