package org.syncline.store.jpa.kinds;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** The key of a {@link Pair}. */
@Embeddable
public class PairKey implements Serializable {
  private static final long serialVersionUID = 1L;

  @Column(name = "sheet_id")
  private UUID sheet;

  private int rank;

  @Override
  public boolean equals(Object other) {
    return other instanceof PairKey that && rank == that.rank && Objects.equals(sheet, that.sheet);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sheet, rank);
  }
}
