package org.syncline.store.jpa;

import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;

/** Finds the rows that other rows refer to. */
interface References {
  /**
   * The entity with this key, not necessarily read.
   *
   * @throws RefusedRowException if it can be told already that there is none
   */
  Object to(ClassDescriptor descriptor, List<Object> identity);
}
