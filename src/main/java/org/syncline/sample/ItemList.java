package org.syncline.sample;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.util.UUID;

/** A user's list. Named List on the wire and in the database. */
@Entity(name = "List")
@Table(name = "List")
public class ItemList {
  @Id
  @Column(name = "ID")
  private UUID id;

  @Column(name = "Name", nullable = false, length = 100)
  @NotBlank
  @Size(max = 100)
  private String name;

  @Column(name = "Description", length = 2000)
  @Size(max = 2000)
  private String description;

  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "UserID", nullable = false)
  @NotNull
  private User user;

  @Column(name = "CreatedDate", nullable = false)
  @NotNull
  private LocalDateTime createdDate;

  /** For JPA. */
  protected ItemList() {}

  public ItemList(UUID id, String name, String description, User user, LocalDateTime createdDate) {
    this.id = id;
    this.name = name;
    this.description = description;
    this.user = user;
    this.createdDate = createdDate;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** May be null. */
  public String description() {
    return description;
  }

  public User user() {
    return user;
  }

  public LocalDateTime createdDate() {
    return createdDate;
  }
}
