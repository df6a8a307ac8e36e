package org.syncline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.MapConfig;

/** What a new database begins with. */
class ListsSeedDataTest {
  private ListsDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = ListsDatabase.open();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void has_reference_data_and_three_users_with_lists_and_items() throws Exception {
    seed(Map.of());
    assertThat(count("Status")).isEqualTo(4);
    assertThat(count("Priority")).isEqualTo(5);
    assertThat(count("Tag")).isEqualTo(20);
    assertThat(query("SELECT \"Name\" FROM \"User\" ORDER BY 1"))
        .containsExactly("anna", "bert", "chidi");
    assertThat(query("SELECT COUNT(*) FROM \"List\" GROUP BY \"UserID\""))
        .allSatisfy(lists -> assertThat(Integer.parseInt(lists)).isBetween(2, 5));
    assertThat(query("SELECT COUNT(*) FROM \"Item\" GROUP BY \"ListID\""))
        .allSatisfy(items -> assertThat(Integer.parseInt(items)).isBetween(5, 12));
    assertThat(count("TagItemMapping")).isGreaterThan(count("Item"));
  }

  @Test
  void gives_every_item_the_user_of_its_list() throws Exception {
    seed(Map.of());
    assertThat(
            query(
                "SELECT i.\"Name\" FROM \"Item\" i JOIN \"List\" l ON l.\"ID\" = i.\"ListID\""
                    + " WHERE l.\"UserID\" <> i.\"UserID\""))
        .isEmpty();
  }

  @Test
  void stores_values_of_every_kind_and_letters_of_several_languages() throws Exception {
    seed(Map.of());
    for (String column : List.of("Description", "StartDate", "EndDate")) {
      assertThat(query("SELECT 1 FROM \"Item\" WHERE \"" + column + "\" IS NULL")).isNotEmpty();
      assertThat(query("SELECT 1 FROM \"Item\" WHERE \"" + column + "\" IS NOT NULL")).isNotEmpty();
    }
    assertThat(query("SELECT \"Name\" FROM \"Item\""))
        .contains("Crème fraîche", "Meet Professor Ōe");
  }

  @Test
  void has_the_same_ids_wherever_it_runs() throws Exception {
    seed(Map.of());
    assertThat(query("SELECT \"ID\" FROM \"User\" WHERE \"Name\" = 'anna'"))
        .containsExactly("a70f9e38-ff01-3afa-a9ab-0aacabee2e13");
  }

  @Test
  void adds_users_with_items_when_asked_to() throws Exception {
    seed(Map.of("syncline.sample.users", 3, "syncline.sample.items", 1_201));
    assertThat(query("SELECT \"Name\" FROM \"User\" WHERE \"Name\" LIKE 'user%' ORDER BY 1"))
        .containsExactly("user0001", "user0002", "user0003");
    assertThat(
            query(
                "SELECT COUNT(*) FROM \"Item\" i JOIN \"User\" u ON u.\"ID\" = i.\"UserID\""
                    + " WHERE u.\"Name\" LIKE 'user%' GROUP BY u.\"ID\""))
        .containsExactly("1201", "1201", "1201");
  }

  @Test
  void adds_later_only_what_is_missing() throws Exception {
    seed(Map.of("syncline.sample.users", 1, "syncline.sample.items", 10));
    LargeData wanted = new LargeData(3, 10);
    assertThat(wanted.storeMissing(database.unit().factory())).isEqualTo(2);
    assertThat(wanted.storeMissing(database.unit().factory())).isZero();
    assertThat(query("SELECT \"Name\" FROM \"User\" WHERE \"Name\" LIKE 'user%' ORDER BY 1"))
        .containsExactly("user0001", "user0002", "user0003");
  }

  @Test
  void leaves_alone_whoever_has_such_a_name_already() throws Exception {
    seed(Map.of());
    int before = count("Item");
    database.execute("INSERT INTO \"User\" VALUES (RANDOM_UUID(), 'user0002')");
    new LargeData(2, 5).storeMissing(database.unit().factory());
    assertThat(count("Item")).isEqualTo(before + 5);
  }

  @Test
  void says_what_is_wrong_with_a_wish_that_cannot_be_met() {
    MapConfig config = new MapConfig(Map.of("syncline.sample.users", -1));
    assertThatThrownBy(() -> LargeData.wanted(config))
        .hasMessageEndingWith(
            "syncline.sample.users is '-1'; it must be a whole number from 0 to 100000");
    assertThat(LargeData.wanted(new MapConfig(Map.of("syncline.sample.items", 5)))).isEmpty();
  }

  @SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
  private void seed(Map<String, Integer> settings) {
    ListsSeedData seed = new ListsSeedData();
    seed.config = new MapConfig(settings);
    try (EntityManager entities = database.unit().factory().createEntityManager()) {
      entities.getTransaction().begin();
      seed.seed(entities);
      entities.getTransaction().commit();
    }
  }

  private int count(String table) throws Exception {
    return Integer.parseInt(query("SELECT COUNT(*) FROM \"" + table + "\"").get(0));
  }

  private List<String> query(String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
