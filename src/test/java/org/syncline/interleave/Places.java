package org.syncline.interleave;

import java.util.Random;
import java.util.UUID;

/** The few rows that there can be, so that everything collides. */
final class Places {
  static final int USERS = 3;
  static final int ITEMS = 6;
  static final int TAGS = 3;

  private Places() {}

  static UUID user(int number) {
    return new UUID(1, number);
  }

  static UUID list(int number) {
    return new UUID(2, number);
  }

  static UUID item(int number) {
    return new UUID(3, number);
  }

  /** Anything that a program may do to them; what it writes is new in the whole run. */
  static String statement(Random random, String value) {
    UUID item = item(random.nextInt(ITEMS));
    UUID user = user(random.nextInt(USERS));
    UUID list = list(random.nextInt(USERS));
    int tag = random.nextInt(TAGS);
    String mapping = "\"TagID\" = %d AND \"ItemID\" = '%s'".formatted(tag, item);
    return switch (random.nextInt(16)) {
      case 0, 1, 2 ->
          "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', '%s')"
              .formatted(item, list, user, value);
      case 3, 4 -> "UPDATE \"Item\" SET \"Name\" = '%s' WHERE \"ID\" = '%s'".formatted(value, item);
      case 5, 6 ->
          "UPDATE \"Item\" SET \"UserID\" = '%s', \"Name\" = '%s' WHERE \"ID\" = '%s'"
              .formatted(user, value, item);
      case 7 ->
          "UPDATE \"Item\" SET \"ID\" = '%s', \"Name\" = '%s' WHERE \"ID\" = '%s'"
              .formatted(item(random.nextInt(ITEMS)), value, item);
      case 8, 9 -> "DELETE FROM \"Item\" WHERE \"ID\" = '%s'".formatted(item);
      case 10 ->
          "UPDATE \"Item\" SET \"Name\" = '%s' WHERE \"UserID\" = '%s'".formatted(value, user);
      case 11 ->
          "INSERT INTO \"TagItemMapping\" (\"TagID\", \"ItemID\", \"UserID\") VALUES (%d, '%s', '%s')"
              .formatted(tag, item, user);
      case 12 -> "DELETE FROM \"TagItemMapping\" WHERE \"ItemID\" = '%s'".formatted(item);
      case 13 ->
          "UPDATE \"TagItemMapping\" SET \"TagID\" = %d, \"UserID\" = '%s' WHERE %s"
              .formatted(random.nextInt(TAGS), user, mapping);
      case 14 ->
          "UPDATE \"List\" SET \"UserID\" = '%s', \"Name\" = '%s' WHERE \"ID\" = '%s'"
              .formatted(user, value, list);
      default -> "UPDATE \"Tag\" SET \"Name\" = '%s' WHERE \"ID\" = %d".formatted(value, tag);
    };
  }
}
