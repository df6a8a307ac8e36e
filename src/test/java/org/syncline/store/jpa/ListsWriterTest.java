package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.scope.ScopeTable;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ListsDatabase;

/** Rows of the sample, as devices send them. */
@EachDatabase
class ListsWriterTest {
  @Parameter DatabaseKind kind;

  private static final UUID USER = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final UUID LIST = UUID.fromString("00000000-0000-0000-0000-00000000000b");
  private static final UUID ITEM = UUID.fromString("00000000-0000-0000-0000-00000000000c");
  private static final LocalDateTime DAY = LocalDateTime.parse("2026-03-29T02:30:00.123456");

  private ListsDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = ListsDatabase.open(kind);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void stores_every_table_in_one_go_whatever_the_order_of_the_rows() throws Exception {
    List<Change> all = new ArrayList<>(everything());
    Collections.reverse(all);
    write(all);
    for (Change change : everything()) {
      Row row = ((Change.Live) change).row();
      assertThat(read(row.type().name())).containsExactly(row);
    }
  }

  @Test
  void changes_and_empties_what_may_change() throws Exception {
    write(everything());
    Row list = new Row(database.type("List"), LIST, "Größe Ω", null, USER, DAY.plusNanos(1000));
    Row item =
        new Row(database.type("Item"), ITEM, LIST, USER, "renamed", null, null, null, null, null);
    write(List.of(new Change.Live(list), new Change.Live(item)));
    assertThat(read("List")).containsExactly(list);
    assertThat(read("Item")).containsExactly(item);
  }

  @Test
  void deletes_every_table_in_one_go() throws Exception {
    write(everything());
    write(everything().stream().<Change>map(c -> new Change.Tombstone(c.key())).toList());
    for (ScopeTable table : database.scope().tables()) {
      assertThat(read(table.type().name())).isEmpty();
    }
  }

  @Test
  void refuses_a_blank_name_and_stores_the_rest_after_it() throws Exception {
    write(everything());
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Savepoint before = connection.setSavepoint();
      assertRefused(connection, "Name: must not be blank", item(" "));
      connection.rollback(before);
      database.unit().writer().write(connection, database.scope(), List.of(item("good")), Set.of());
      connection.commit();
    }
    assertThat(read("Item").get(0).value(3)).isEqualTo("good");
  }

  @Test
  void refuses_in_words_of_the_wire_and_makes_no_parents_up() throws Exception {
    write(everything());
    UUID nobody = UUID.randomUUID();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      assertRefused(connection, "Name: size must be between 0 and 100", item("x".repeat(101)));
      connection.rollback();
      assertRefused(
          connection,
          "the row refers to a User that does not exist",
          live("List", LIST, "name", null, nobody, DAY));
      connection.rollback();
      assertRefused(
          connection,
          "the row refers to a List that does not exist",
          live("Item", nobody, nobody, USER, "name", null, null, null, null, null));
      connection.rollback();
      assertRefused(
          connection,
          "the row refers to a Priority that does not exist",
          live("Item", ITEM, LIST, USER, "name", null, 99, null, null, null));
      connection.rollback();
      assertRefused(
          connection,
          "the row refers to a Tag that does not exist",
          live("TagItemMapping", 99, ITEM, USER));
      connection.rollback();
      assertRefused(
          connection,
          "other rows still refer to this row",
          new Change.Tombstone(read("List").get(0).key()));
      connection.rollback();
      assertRefused(
          connection,
          "another row has this key, or a value that must be unique, already",
          live("User", nobody, "anna"));
      connection.rollback();
    }
    assertThat(read("User")).hasSize(1);
    assertThat(read("List")).hasSize(1);
  }

  @Test
  void stores_thousands_of_rows_in_one_call() throws Exception {
    write(everything());
    List<Change> items = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      items.add(live("Item", new UUID(7, i), LIST, USER, "item " + i, null, 1, 1, DAY, null));
    }
    write(items);
    write(items.stream().<Change>map(c -> new Change.Tombstone(c.key())).limit(1_000).toList());
    assertThat(read("Item")).hasSize(2_001);
  }

  private void assertRefused(Connection connection, String sentence, Change change) {
    assertThatThrownBy(
            () ->
                database
                    .unit()
                    .writer()
                    .write(connection, database.scope(), List.of(change), Set.of()))
        .isInstanceOf(RowsRejectedException.class)
        .hasMessage(sentence);
  }

  private List<Change> everything() {
    return List.of(
        live("Status", 1, "Open"),
        live("Priority", 1, "High"),
        live("Tag", 1, "Home"),
        live("User", USER, "anna"),
        live("List", LIST, "Shopping 🛒", "with text", USER, DAY),
        live("Item", ITEM, LIST, USER, "Milk", "two", 1, 1, DAY, DAY.plusDays(1)),
        live("TagItemMapping", 1, ITEM, USER));
  }

  private Change item(String name) {
    return live("Item", ITEM, LIST, USER, name, null, null, null, null, null);
  }

  private Change live(String type, Object... values) {
    return new Change.Live(new Row(database.type(type), values));
  }

  private void write(List<Change> changes) throws Exception {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      database.unit().writer().write(connection, database.scope(), changes, Set.of());
      connection.commit();
    }
  }

  private List<Row> read(String name) throws SQLException {
    ScopeTable table = database.table(name);
    String sql =
        "SELECT \""
            + String.join("\", \"", table.columns())
            + "\" FROM \""
            + table.sqlName()
            + "\" ORDER BY 1";
    List<Row> found = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Object[] values = new Object[table.type().width()];
        for (int i = 0; i < values.length; i++) {
          values[i] = rows.getObject(i + 1, table.type().property(i).type().javaType());
        }
        found.add(new Row(table.type(), values));
      }
    }
    return found;
  }
}
