package org.syncline.store.jpa.kinds;

import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.PositiveOrZero;

/** An embedded value. */
@Embeddable
public class Span {
  @PositiveOrZero private Integer low;
  private Integer high;

  @Override
  public String toString() {
    return low + ".." + high;
  }
}
