package org.syncline.store.jpa.kinds;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;
import jakarta.validation.constraints.NotBlank;

/** Mapped by its methods; refers to a row with a key of several columns. */
@Entity
@Access(AccessType.PROPERTY)
public class Note {
  private int id;
  private String text;
  private Pair pair;

  @Id
  public int getId() {
    return id;
  }

  public void setId(int id) {
    this.id = id;
  }

  @NotBlank
  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumns({
    @JoinColumn(name = "pair_rank", referencedColumnName = "rank"),
    @JoinColumn(name = "pair_sheet", referencedColumnName = "sheet_id")
  })
  public Pair getPair() {
    return pair;
  }

  public void setPair(Pair pair) {
    this.pair = pair;
  }
}
