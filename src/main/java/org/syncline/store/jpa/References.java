package org.syncline.store.jpa;

import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;

/** Finds the rows that other rows refer to. */
interface References {
  /**
   * The entity with this key, not necessarily read.
   *
   * @throws MissingRowException if it can be told already that there is none
   */
  Object to(ClassDescriptor descriptor, List<Object> identity);

  /** A row refers to one that does not exist. The message names the other's type. */
  final class MissingRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingRowException(String type, Throwable cause) {
      super("the row refers to a " + type + " that does not exist", cause);
    }
  }
}
