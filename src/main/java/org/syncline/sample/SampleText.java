package org.syncline.sample;

import jakarta.persistence.EntityManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * Stores the rows that {@code lists.txt} describes. Ids follow from names, so the same rows have
 * the same ids wherever the sample runs, and documents can cite them.
 */
final class SampleText {
  private static final LocalDateTime CREATED = LocalDateTime.of(2026, 1, 5, 8, 30);

  private final EntityManager entities;
  private User user;
  private ItemList list;

  SampleText(EntityManager entities) {
    this.entities = entities;
  }

  void store() {
    try (InputStream text = SampleText.class.getResourceAsStream("lists.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        store(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id of a user, list or item of the sample, by its path of names. */
  static UUID id(String... names) {
    return UUID.nameUUIDFromBytes(String.join("/", names).getBytes(StandardCharsets.UTF_8));
  }

  private void store(String line) {
    if (line.startsWith("[")) {
      String name = line.substring(1, line.indexOf(']'));
      user = new User(id(name), name);
      entities.persist(user);
    } else if (line.startsWith("* ")) {
      String[] parts = parts(line, 2);
      list =
          new ItemList(id(user.name(), parts[0]), parts[0], nullIfEmpty(parts[1]), user, CREATED);
      entities.persist(list);
    } else if (line.startsWith("- ")) {
      storeItem(parts(line, 7));
    }
  }

  private void storeItem(String[] parts) {
    Item item = new Item(id(user.name(), list.name(), parts[0]), list, parts[0]);
    item.describe(
        nullIfEmpty(parts[1]),
        entities.getReference(Priority.class, Integer.valueOf(parts[2])),
        entities.getReference(Status.class, Integer.valueOf(parts[3])));
    if (!parts[4].isEmpty()) {
      LocalDateTime start = LocalDate.parse(parts[4]).atTime(9, 0);
      item.schedule(start, start.plusDays(Long.parseLong(parts[5])));
    }
    entities.persist(item);
    for (String tag : parts[6].split(",", -1)) {
      entities.persist(
          new TagItemMapping(entities.getReference(Tag.class, Integer.valueOf(tag.strip())), item));
    }
  }

  private static String[] parts(String line, int count) {
    String[] parts = line.substring(2).split("\\|", -1);
    if (parts.length != count) {
      throw new IllegalStateException("lists.txt: " + count + " parts are needed: " + line);
    }
    for (int i = 0; i < count; i++) {
      parts[i] = parts[i].strip();
    }
    return parts;
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
