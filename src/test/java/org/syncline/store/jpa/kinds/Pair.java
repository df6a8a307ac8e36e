package org.syncline.store.jpa.kinds;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;

/** An embedded key, part of which is a relation. */
@Entity
public class Pair {
  @EmbeddedId private PairKey key;

  @MapsId("sheet")
  @ManyToOne
  @JoinColumn(name = "sheet_id")
  private Sheet sheet;

  private String text;

  @Override
  public String toString() {
    return key + text + sheet;
  }
}
