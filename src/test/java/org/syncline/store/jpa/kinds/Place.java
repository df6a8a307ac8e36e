package org.syncline.store.jpa.kinds;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** What others refer to, and one place to another. */
@Entity
public class Place {
  @Id private long number;

  private String title;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "inside")
  private Place inside;

  @OneToMany(mappedBy = "place")
  private List<Sheet> sheets = new ArrayList<>();

  public List<Sheet> sheets() {
    return sheets;
  }

  @Override
  public String toString() {
    return number + title + inside;
  }
}
