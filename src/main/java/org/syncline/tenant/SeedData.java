package org.syncline.tenant;

import jakarta.persistence.EntityManager;

/** Fills a new database. Implementations are CDI beans; found and run once, when tables are new. */
public interface SeedData {
  /** The persistence unit whose tables it fills. */
  String persistenceUnit();

  /** Runs inside a transaction that is committed afterwards, with change tracking in place. */
  void seed(EntityManager entities);
}
