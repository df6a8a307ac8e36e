package org.syncline.scope;

import java.util.List;
import java.util.Optional;

/**
 * A named set of scopes over one data model.
 *
 * @param name in the URL, before {@code .svc}
 * @param persistenceUnit the JPA unit that maps its tables
 * @param batchBytes most payload bytes of one download answer before compression, at least 1,024
 */
public record Service(
    String name,
    String persistenceUnit,
    List<Scope> scopes,
    ConflictPolicy conflictPolicy,
    int batchBytes) {
  /** Used when neither the annotation nor the configuration says otherwise. */
  public static final int DEFAULT_BATCH_BYTES = 1 << 20;

  public Service {
    scopes = List.copyOf(scopes);
    if (batchBytes < 1024) {
      throw new IllegalArgumentException(
          "service '" + name + "': a batch needs at least 1024 bytes, got " + batchBytes);
    }
  }

  /** The scope with this name, without regard to case. */
  public Optional<Scope> scope(String wanted) {
    return scopes.stream().filter(s -> s.name().equalsIgnoreCase(wanted)).findFirst();
  }
}
