package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.engine.RowsRejectedException;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.RowWriter;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.NewDatabase;

/**
 * What rows written through entities must come to, with an attribute of each kind. Runs on classes
 * as they are compiled and as they are woven.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EntityWriterContract {
  private static final UUID SHEET = SheetValues.SHEET;

  private NewDatabase database;
  private HikariDataSource pool;
  private MappedUnit unit;
  private Scope scope;
  private RowWriter writer;

  /** Where the entity classes come from. */
  abstract ClassLoader classes() throws Exception;

  DatabaseKind kind() {
    return DatabaseKind.H2;
  }

  @BeforeAll
  void open() throws Exception {
    database = kind().create(Duration.ofMillis(50));
    pool = database.pool();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(classes());
    try {
      unit = MappedUnit.open("kinds", pool);
      Service service =
          unit.service(classes().loadClass("org.syncline.store.jpa.kinds.KindsService"));
      scope = service.scopes().get(0);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    writer = unit.writer();
  }

  @AfterEach
  void empty() throws Exception {
    try (Connection connection = pool.getConnection()) {
      // not every database looks at references after all rows are gone
      connection.createStatement().executeUpdate("UPDATE PLACE SET inside = NULL");
      for (String table : List.of("NOTE", "PAIR", "SHEET", "PLACE")) {
        connection.createStatement().executeUpdate("DELETE FROM " + table);
      }
    }
  }

  @AfterAll
  void close() throws Exception {
    unit.close();
    pool.close();
    database.close();
  }

  static Stream<String> columns() {
    return SheetValues.OF.keySet().stream();
  }

  @Test
  void tries_every_column_that_clients_may_write() {
    List<String> all = type("Page").properties().stream().map(Property::name).toList();
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(columns(), Stream.of("ID", "VERSION", "heard", "given")).toList());
  }

  @Test
  void puts_columns_in_the_order_of_declaration_those_of_superclasses_first() {
    assertThat(type("Page").properties().stream().map(Property::name).limit(6))
        .containsExactly("VERSION", "heard", "given", "ID", "YES", "MAYBE");
    assertThat(type("Pair").properties().stream().map(Property::name))
        .containsExactly("sheet_id", "RANK", "TEXT");
  }

  @Test
  void stores_a_new_row_with_all_its_values() throws Exception {
    write(place(1), sheet(Map.of()));
    assertSame(read("Page"), sheetRow(Map.of()));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void stores_another_value_of_a_single_column(String column) throws Exception {
    write(place(1), place(2), place(3), sheet(Map.of()));
    Row changed = sheetRow(Map.of(column, SheetValues.OF.get(column).get(1)));

    write(new Change.Live(changed));

    assertSame(read("Page"), changed);
    assertThat(heard()).startsWith("updated");
  }

  @ParameterizedTest
  @MethodSource("columns")
  void stores_a_null_and_a_value_after_it(String column) throws Exception {
    if (!type("Page").property(type("Page").positionOf(column)).nullable()) {
      return;
    }
    write(place(1), place(2), place(3), sheet(Map.of()));
    Row empty = sheetRow(Collections.singletonMap(column, null));
    write(new Change.Live(empty));
    assertSame(read("Page"), empty);

    Row filled = sheetRow(Map.of(column, SheetValues.OF.get(column).get(1)));
    write(new Change.Live(filled));
    assertSame(read("Page"), filled);
  }

  @Test
  void stores_a_row_of_nothing_but_nulls() throws Exception {
    write(place(1), sheet(Map.of()));
    Map<String, Object> nulls = new TreeMap<>();
    for (Property property : type("Page").properties()) {
      if (property.nullable()) {
        nulls.put(property.name(), null);
      }
    }
    Row empty = sheetRow(nulls);
    write(new Change.Live(empty));
    assertSame(read("Page"), empty);
  }

  @Test
  void leaves_to_the_server_what_is_the_servers() throws Exception {
    write(place(1));
    write(sheet(Map.of("VERSION", 99, "heard", "forged", "given", "forged")));
    Row stored = read("Page").get(0);
    assertThat(value(stored, "VERSION")).isEqualTo(1);
    assertThat(value(stored, "heard")).isEqualTo("inserted one");
    assertThat(value(stored, "given")).isEqualTo("by the database");

    write(sheet(Map.of("VERSION", 99, "WORD", "two", "given", "forged")));
    stored = read("Page").get(0);
    assertThat(value(stored, "VERSION")).isEqualTo(2);
    assertThat(value(stored, "heard")).isEqualTo("updated two");
    assertThat(value(stored, "given")).isEqualTo("by the database");
  }

  @Test
  void stores_parents_and_children_of_one_table_whatever_their_order() throws Exception {
    write(place(3, "inner", 2L), place(2, "middle", 1L), place(1, "outer", null));
    assertThat(read("Place")).hasSize(3);
    write(place(1, "now inner", 3L), place(3, "now outer", null));
    assertThat(read("Place").stream().map(row -> value(row, "inside")))
        .containsExactly(3L, 1L, null);
  }

  @Test
  void stores_updates_and_deletes_rows_with_keys_of_several_columns() throws Exception {
    Row pair = new Row(type("Pair"), SHEET, 7, "first");
    write(place(1), sheet(Map.of()), new Change.Live(pair));
    assertSame(read("Pair"), pair);

    Row changed = new Row(type("Pair"), SHEET, 7, "second");
    write(new Change.Live(changed));
    assertSame(read("Pair"), changed);

    Row note = new Row(type("Note"), 1, "on a pair", SHEET, 7);
    assertThat(type("Note").properties().stream().map(Property::name))
        .containsExactly("ID", "TEXT", "pair_sheet", "pair_rank");
    write(new Change.Live(note));
    assertSame(read("Note"), note);

    write(new Change.Tombstone(changed.key()), new Change.Tombstone(note.key()));
    assertThat(read("Pair")).isEmpty();
    assertThat(read("Note")).isEmpty();
  }

  @Test
  void deletes_children_before_parents_and_says_nothing_of_rows_that_are_gone() throws Exception {
    write(place(1), sheet(Map.of()));
    write(
        new Change.Tombstone(place(1).key()),
        new Change.Tombstone(new RowKey(type("Page"), List.of(SHEET))),
        new Change.Tombstone(place(2).key()));
    assertThat(read("Page")).isEmpty();
    assertThat(read("Place")).isEmpty();
  }

  @Test
  void moves_a_child_and_deletes_its_parent_only_in_two_steps() throws Exception {
    write(place(1), place(2), sheet(Map.of("other", 2L, "place", 1L)));
    assertRefused("other rows still refer to this row", new Change.Tombstone(place(1).key()));
    write(sheet(Map.of("other", 2L, "place", 2L)));
    write(new Change.Tombstone(place(1).key()));
    assertThat(read("Place")).hasSize(1);
  }

  @Test
  void refuses_rows_and_says_why_in_the_words_of_the_wire() throws Exception {
    write(place(1), sheet(Map.of()));
    assertRefused("the row refers to a Place that does not exist", sheet(Map.of("place", 77L)));
    assertRefused(
        "the row refers to a Pair that does not exist",
        new Change.Live(new Row(type("Note"), 1, "text", SHEET, 8)));
    assertRefused("WORD: too long, at most 20 characters", sheet(Map.of("WORD", "x".repeat(21))));
    assertRefused("COLOR: not a possible value", sheet(Map.of("COLOR", "MAUVE")));
    assertRefused("PRICE: not a possible value", sheet(Map.of("PRICE", -1L)));
    assertRefused("at_time: not a possible value", sheet(Map.of("at_time", Duration.ofDays(1))));
    assertRefused("LOW: must be greater than or equal to 0", sheet(Map.of("LOW", -1)));
    assertRefused("the server's own rules refuse the row", sheet(Map.of("WORD", "veto")));
    assertRefused(
        "another row has this key, or a value that must be unique, already",
        sheet(Map.of("ID", UUID.randomUUID())));
    assertRefused(
        "a value does not fit its column",
        sheet(Map.of("EXACT", new BigDecimal("12345678901234567.0"))));
    assertRefused(
        "TEXT: must not be blank", new Change.Live(new Row(type("Note"), 1, " ", null, null)));
    assertRefused(
        "place: must not be null",
        new Change.Live(sheetRow(Collections.singletonMap("place", null))));
    assertSame(read("Page"), sheetRow(Map.of()));
    assertThat(read("Place")).hasSize(1); // and no parent was made up
  }

  @Test
  void lets_the_caller_undo_a_refused_write_and_store_the_rest() throws Exception {
    try (Connection connection = begin()) {
      writer.write(connection, scope, List.of(place(1)), Set.of());
      Savepoint before = connection.setSavepoint();
      assertThatThrownBy(
              () ->
                  writer.write(
                      connection,
                      scope,
                      List.of(
                          place(2),
                          sheet(Map.of()),
                          new Change.Live(new Row(type("Note"), 1, "", null, null))),
                      Set.of()))
          .isInstanceOf(RowsRejectedException.class);
      connection.rollback(before);
      writer.write(connection, scope, List.of(place(3), sheet(Map.of())), Set.of());
      connection.commit();
    }
    assertThat(read("Place").stream().map(row -> value(row, "NUMBER"))).containsExactly(1L, 3L);
    assertThat(read("Page")).hasSize(1);
  }

  @Test
  void commits_nothing() throws Exception {
    write(place(1));
    try (Connection connection = begin()) {
      writer.write(connection, scope, List.of(place(2), sheet(Map.of())), Set.of());
      writer.write(connection, scope, List.of(sheet(Map.of("WORD", "changed"))), Set.of());
      writer.write(connection, scope, List.of(place(3)), Set.of());
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.isClosed()).isFalse();
      assertThat(read("Place")).hasSize(1); // seen from another connection
      connection.rollback();
    }
    assertThat(read("Place")).hasSize(1);
    assertThat(read("Page")).isEmpty();
  }

  @Test
  void sees_what_others_wrote_since_the_last_call() throws Exception {
    write(place(1), sheet(Map.of()));
    execute("UPDATE SHEET SET WORD = 'theirs', VERSION = 5");
    write(sheet(Map.of()));
    assertSame(read("Page"), sheetRow(Map.of()));
    assertThat(value(read("Page").get(0), "VERSION")).isEqualTo(6);
  }

  @Test
  void reports_a_lock_that_could_not_be_had_as_a_lost_transaction() throws Exception {
    write(place(1), sheet(Map.of()));
    try (Connection other = begin();
        Connection connection = begin()) {
      other.createStatement().executeUpdate("UPDATE SHEET SET WORD = 'theirs'");
      assertThatThrownBy(
              () ->
                  writer.write(connection, scope, List.of(sheet(Map.of("WORD", "ours"))), Set.of()))
          .isInstanceOf(TransactionLostException.class);
      other.rollback();
      connection.rollback();
    }
  }

  @Test
  void does_not_blame_a_row_for_a_missing_table() throws Exception {
    Change note = new Change.Live(new Row(type("Note"), 1, "text", null, null));
    execute("ALTER TABLE NOTE RENAME TO ELSEWHERE");
    try (Connection connection = begin()) {
      assertThatThrownBy(() -> writer.write(connection, scope, List.of(note), Set.of()))
          .isInstanceOf(DatabaseException.class);
      connection.rollback();
    } finally {
      execute("ALTER TABLE ELSEWHERE RENAME TO NOTE");
    }
  }

  @Test
  void keeps_clock_readings_that_the_servers_time_zone_does_not_have() throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      write(place(1), sheet(Map.of()));
      try (Connection connection = pool.getConnection();
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery("SELECT CAST(READING AS CHAR(26)) FROM SHEET")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("2019-03-31 02:30:00.123456");
      }
      write(sheet(Map.of("READING", LocalDateTime.parse("2019-03-31T02:30:00.5"))));
      assertThat(value(read("Page").get(0), "READING"))
          .isEqualTo(LocalDateTime.parse("2019-03-31T02:30:00.5"));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void gives_connections_of_the_pool_to_everybody_else() throws Exception {
    try (Connection connection = begin()) {
      writer.write(connection, scope, List.of(place(1)), Set.of());
      var entities = unit.factory().createEntityManager();
      entities.getTransaction().begin();
      assertThat(entities.createNativeQuery("SELECT COUNT(*) FROM PLACE").getSingleResult())
          .isEqualTo(0L);
      entities.createNativeQuery("INSERT INTO PLACE(NUMBER) VALUES(9)").executeUpdate();
      entities.getTransaction().commit();
      entities.close();
      connection.rollback();
    }
    assertThat(read("Place").stream().map(row -> value(row, "NUMBER"))).containsExactly(9L);
  }

  private void assertRefused(String sentence, Change change) throws SQLException {
    try (Connection connection = begin()) {
      assertThatThrownBy(() -> writer.write(connection, scope, List.of(change), Set.of()))
          .isInstanceOf(RowsRejectedException.class)
          .hasMessage(sentence);
      connection.rollback();
    }
  }

  AbstractSession session() {
    return (AbstractSession) JpaHelper.getDatabaseSession(unit.factory());
  }

  void write(Change... changes) throws Exception {
    try (Connection connection = begin()) {
      writer.write(connection, scope, List.of(changes), Set.of());
      connection.commit();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().executeUpdate(sql);
    }
  }

  private Connection begin() throws SQLException {
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  Change place(long number) {
    return place(number, "place " + number, null);
  }

  private Change place(long number, String title, Long inside) {
    return new Change.Live(new Row(type("Place"), number, title, inside));
  }

  Change sheet(Map<String, Object> values) {
    return new Change.Live(sheetRow(values));
  }

  Change pair(String text) {
    return new Change.Live(new Row(type("Pair"), SHEET, 7, text));
  }

  /** The first of {@link SheetValues#OF}, with some other values. */
  private Row sheetRow(Map<String, Object> values) {
    EntityType type = type("Page");
    Object[] all = new Object[type.width()];
    for (int i = 0; i < all.length; i++) {
      String name = type.property(i).name();
      if (values.containsKey(name)) {
        all[i] = values.get(name);
      } else {
        all[i] = SheetValues.OF.containsKey(name) ? SheetValues.OF.get(name).get(0) : null;
      }
    }
    all[type.positionOf("ID")] = values.getOrDefault("ID", SHEET);
    return new Row(type, all);
  }

  private void assertSame(List<Row> stored, Row expected) {
    Object[] values = new Object[expected.type().width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = kept(expected.value(i));
    }
    PlainRows.assertSame(stored, new Row(expected.type(), values));
  }

  /** A value as the database gives it back. */
  Object kept(Object value) {
    return value;
  }

  private EntityType type(String name) {
    return scope.tableOf("K." + name).orElseThrow().type();
  }

  private static Object value(Row row, String name) {
    return row.value(row.type().positionOf(name));
  }

  String heard() throws SQLException {
    return (String) value(read("Page").get(0), "heard");
  }

  private List<Row> read(String name) throws SQLException {
    return PlainRows.read(kind(), pool, scope.tableOf("K." + name).orElseThrow());
  }
}
