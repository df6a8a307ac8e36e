package org.syncline.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.syncline.tenant.SeedData;

/**
 * The rows that a new database begins with: reference data, three users with their lists, and
 * {@link LargeData} if that is asked for.
 */
@ApplicationScoped
class ListsSeedData implements SeedData {
  private static final List<String> STATUSES = List.of("Open", "In progress", "Done", "Postponed");
  private static final List<String> PRIORITIES =
      List.of("Now", "High", "Normal", "Low", "Some day");
  private static final List<String> TAGS =
      List.of(
          "Shopping",
          "House",
          "Field work",
          "Kitchen",
          "Talk to somebody",
          "Travel",
          "Health",
          "Computer",
          "Measure",
          "Family",
          "Party",
          "Money",
          "Books",
          "Research",
          "Writing",
          "University",
          "Music",
          "Garden",
          "Car",
          "Waiting");

  @Inject Config config;

  @Override
  public String persistenceUnit() {
    return DefaultScopeSyncService.UNIT;
  }

  @Override
  public void seed(EntityManager entities) {
    for (int i = 0; i < STATUSES.size(); i++) {
      entities.persist(new Status(i + 1, STATUSES.get(i)));
    }
    for (int i = 0; i < PRIORITIES.size(); i++) {
      entities.persist(new Priority(i + 1, PRIORITIES.get(i)));
    }
    for (int i = 0; i < TAGS.size(); i++) {
      entities.persist(new Tag(i + 1, TAGS.get(i)));
    }
    entities.flush();
    new SampleText(entities).store();
    entities.flush();
    LargeData.wanted(config).ifPresent(large -> large.store(entities));
  }
}
