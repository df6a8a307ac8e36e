package org.syncline.scope;

import java.util.Locale;
import org.syncline.model.EdmType;

/**
 * A value that a client names in its first request and that filters use.
 *
 * @param name lower case; matched without regard to case
 */
public record Parameter(String name, EdmType type) {
  public Parameter {
    name = name.toLowerCase(Locale.ROOT);
  }
}
