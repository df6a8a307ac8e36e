package org.syncline.sample;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** Whose lists they are. The id is the value of the scope's parameter. */
@Entity
@Table(name = "User")
public class User {
  /** Most characters of a name. */
  static final int NAME_LENGTH = 100;

  @Id
  @Column(name = "ID")
  private UUID id;

  /** What the user logs in with. */
  @Column(name = "Name", nullable = false, length = NAME_LENGTH, unique = true)
  @NotBlank
  @Size(max = NAME_LENGTH)
  private String name;

  /** For JPA. */
  protected User() {}

  public User(UUID id, String name) {
    this.id = id;
    this.name = name;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }
}
