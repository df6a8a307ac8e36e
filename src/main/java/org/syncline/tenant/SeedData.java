package org.syncline.tenant;

import jakarta.persistence.EntityManager;

/** Fills a new database. Implementations are CDI beans; found and run once for each database. */
public interface SeedData {
  /** The persistence unit whose tables it fills. */
  String persistenceUnit();

  /** Runs inside a transaction that is committed afterwards, before the tables are tracked. */
  void seed(EntityManager entities);
}
