package org.syncline.sample;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.syncline.tenant.Setting;

/**
 * Many users with many items each, to try and measure with: {@code syncline.sample.users} of them,
 * named {@code user0001} and so on, with {@code syncline.sample.items} each. Stored in pieces, so
 * memory stays flat however many there are.
 *
 * @param users 1 to 100,000
 * @param items of each user, 0 to 10,000,000
 */
record LargeData(int users, int items) {
  private static final Logger LOG = Logger.getLogger(LargeData.class.getName());
  private static final int MOST_USERS = 100_000;
  private static final int MOST_ITEMS = 10_000_000;
  private static final int ITEMS_PER_LIST = 500;
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2026, 1, 5, 8, 30);

  private static final String[] DESCRIPTIONS = {
    "Bring the long ladder and somebody to hold it",
    "Note the reading, the time and the weather; photograph the seal",
    "Ask at the gate for Mr Ødegård, he has the key",
    null,
    "The old part number was 7-114-C, the new one is printed on the box"
  };

  /**
   * What the configuration asks for, if anything.
   *
   * @throws IllegalStateException if it asks for too much
   */
  static Optional<LargeData> wanted(Config config) {
    int users = number(config, "syncline.sample.users", MOST_USERS);
    int items = number(config, "syncline.sample.items", MOST_ITEMS);
    return users == 0 ? Optional.empty() : Optional.of(new LargeData(users, items));
  }

  private static int number(Config config, String key, int most) {
    return (int) Setting.number(k -> config.getOptionalValue(k, String.class), key, 0, 0, most);
  }

  /** Stores all users in a transaction that is open. */
  void store(EntityManager entities) {
    for (int user = 1; user <= users; user++) {
      store(entities, user);
    }
  }

  /**
   * Stores the users that are not there yet, each in a transaction of its own.
   *
   * @return how many there were to store
   */
  int storeMissing(EntityManagerFactory factory) {
    int stored = 0;
    for (int user = 1; user <= users; user++) {
      try (EntityManager entities = factory.createEntityManager()) {
        if (!exists(entities, name(user))) {
          entities.getTransaction().begin();
          store(entities, user);
          entities.getTransaction().commit();
          stored++;
        }
      }
    }
    return stored;
  }

  private static boolean exists(EntityManager entities, String name) {
    return entities
            .createQuery("SELECT COUNT(u) FROM User u WHERE u.name = :name", Long.class)
            .setParameter("name", name)
            .getSingleResult()
        > 0;
  }

  private void store(EntityManager entities, int user) {
    String name = name(user);
    entities.persist(new User(SampleText.id(name), name));
    for (int list = 0; list * ITEMS_PER_LIST < items; list++) {
      storeList(entities, name, list);
      entities.flush();
      entities.clear(); // what is stored need not stay in memory
    }
    if (user % 100 == 0 || user == users) {
      LOG.info("sample data: %d of %d users stored".formatted(user, users));
    }
  }

  private void storeList(EntityManager entities, String user, int number) {
    ItemList list =
        new ItemList(
            SampleText.id(user, "list " + number),
            "Round " + (number + 1),
            null,
            entities.find(User.class, SampleText.id(user)),
            FIRST_DAY.plusDays(number));
    entities.persist(list);
    int first = number * ITEMS_PER_LIST;
    for (int item = first; item < Math.min(items, first + ITEMS_PER_LIST); item++) {
      entities.persist(item(entities, user, list, item));
    }
  }

  private static Item item(EntityManager entities, String user, ItemList list, int number) {
    Item item =
        new Item(SampleText.id(user, "item " + number), list, "Check station " + (number + 1));
    item.describe(
        DESCRIPTIONS[number % DESCRIPTIONS.length],
        number % 7 == 0 ? null : entities.find(Priority.class, number % 5 + 1),
        entities.find(Status.class, number % 4 + 1));
    LocalDateTime start = FIRST_DAY.plusMinutes(number % 500_000L);
    item.schedule(start, number % 3 == 0 ? null : start.plusHours(number % 48));
    return item;
  }

  private static String name(int user) {
    return "user%04d".formatted(user);
  }
}
