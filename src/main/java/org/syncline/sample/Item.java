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

/**
 * A thing to do. It names its user as well as its list, because that is the column by which items
 * are chosen for a replica.
 */
@Entity
@Table(name = "Item")
public class Item {
  @Id
  @Column(name = "ID")
  private UUID id;

  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "ListID", nullable = false)
  @NotNull
  private ItemList list;

  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "UserID", nullable = false)
  @NotNull
  private User user;

  @Column(name = "Name", nullable = false, length = 100)
  @NotBlank
  @Size(max = 100)
  private String name;

  @Column(name = "Description", length = 2000)
  @Size(max = 2000)
  private String description;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "Priority")
  private Priority priority;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "Status")
  private Status status;

  @Column(name = "StartDate")
  private LocalDateTime startDate;

  @Column(name = "EndDate")
  private LocalDateTime endDate;

  /** For JPA. */
  protected Item() {}

  /** An item of the list's user, without description, priority, status and dates. */
  public Item(UUID id, ItemList list, String name) {
    this.id = id;
    this.list = list;
    this.user = list.user();
    this.name = name;
  }

  /** Any of them may be null. */
  public void describe(String newDescription, Priority newPriority, Status newStatus) {
    this.description = newDescription;
    this.priority = newPriority;
    this.status = newStatus;
  }

  /** Either may be null. */
  public void schedule(LocalDateTime newStart, LocalDateTime newEnd) {
    this.startDate = newStart;
    this.endDate = newEnd;
  }

  public UUID id() {
    return id;
  }

  public ItemList list() {
    return list;
  }

  public User user() {
    return user;
  }

  public String name() {
    return name;
  }

  /** May be null. */
  public String description() {
    return description;
  }

  /** May be null. */
  public Priority priority() {
    return priority;
  }

  /** May be null. */
  public Status status() {
    return status;
  }

  /** May be null. */
  public LocalDateTime startDate() {
    return startDate;
  }

  /** May be null. */
  public LocalDateTime endDate() {
    return endDate;
  }
}
