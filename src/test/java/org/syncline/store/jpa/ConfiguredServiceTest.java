package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredFilter;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.testkit.DatabaseKind;

/** Services of tables that no class maps, on a database that has them. */
class ConfiguredServiceTest extends ConfiguredTables {
  private static final String EVERY_TYPE =
      """
      CREATE TABLE "Every Type" (
        B INT NOT NULL, A UUID NOT NULL,
        BOOL BOOLEAN, TINY TINYINT, SMALL SMALLINT, BIG BIGINT, SINGLE REAL, DBL DOUBLE PRECISION,
        DECI DECIMAL(20, 4), TEXT VARCHAR(20), "Long.Text" CLOB, FIXED CHAR(3),
        BYTES VARBINARY(20), BLOBS BLOB, ON_DAY DATE, AT TIMESTAMP(9), ATZ TIMESTAMP(9) WITH TIME ZONE,
        CLOCK TIME(9), DOUBLED BIGINT GENERATED ALWAYS AS (BIG * 2),
        PRIMARY KEY (A, B))
      """;

  @Test
  void s23_all_columns_travel_as_the_database_describes_them() throws Exception {
    execute(EVERY_TYPE);
    Service service = unit.service(scope(table("every type", "EveryType")));
    assertThat(service.name()).isEqualTo("SalesSyncService");
    ScopeTable table = service.scopes().get(0).tables().get(0);
    assertThat(table.sqlName()).isEqualTo("Every Type");
    assertThat(table.type()).hasToString("Sales.EveryType");
    assertThat(table.type().properties().stream().map(ConfiguredServiceTest::text))
        .containsExactly(
            "B Int32 key",
            "A Guid key",
            "BOOL Boolean null",
            "TINY SByte null",
            "SMALL Int16 null",
            "BIG Int64 null",
            "SINGLE Single null",
            "DBL Double null",
            "DECI Decimal null",
            "TEXT String null",
            "Long_Text String null",
            "FIXED String null",
            "BYTES Binary null",
            "BLOBS Binary null",
            "ON_DAY DateTime null",
            "AT DateTime null",
            "ATZ DateTimeOffset null",
            "CLOCK Time null",
            "DOUBLED Int64 null");
  }

  @Test
  void rows_of_every_type_are_written_as_they_are() throws Exception {
    execute(EVERY_TYPE);
    Scope scope = unit.service(scope(table("Every Type", "EveryType"))).scopes().get(0);
    ScopeTable table = scope.tables().get(0);
    Object[] values = {
      7,
      UUID.fromString("0a000000-0000-0000-0000-000000000001"),
      true,
      (byte) -3,
      (short) 300,
      1L << 53,
      1.5f,
      Math.PI,
      new BigDecimal("12.3400"),
      "jürgen",
      "long".repeat(1000),
      "abc",
      new byte[] {1, 2},
      new byte[] {3},
      LocalDateTime.parse("1582-10-10T00:00"),
      LocalDateTime.parse("2024-03-31T02:30:00.1234567"),
      OffsetDateTime.parse("2024-03-31T02:30:00.1234567+05:30"),
      Duration.parse("PT23H59M0.0000001S"),
      1L << 54
    };
    Row row = new Row(table.type(), values);
    write(scope, List.of(new Change.Live(row)), Set.of(row.key()));
    assertThat(plainRow(table)).containsExactly(values);

    Object[] nulls = new Object[values.length];
    nulls[0] = 7;
    nulls[1] = values[1];
    Row emptied = new Row(table.type(), nulls);
    write(scope, List.of(new Change.Live(emptied)), Set.of());
    assertThat(plainRow(table)).containsExactly(nulls);

    write(scope, List.of(new Change.Tombstone(row.key())), Set.of());
    assertThat(PlainRows.read(DatabaseKind.H2, pool, table)).isEmpty();
  }

  @Test
  void s23_listed_columns_have_the_names_types_and_flags_of_the_file() throws Exception {
    execute(
        "CREATE TABLE ORDERS (ID INT PRIMARY KEY, REGION INT NOT NULL, LEVEL SMALLINT, REST INT)");
    ConfiguredTable orders =
        new ConfiguredTable(
            "Orders",
            "Order",
            List.of(
                new ConfiguredColumn("level", "Level", SqlServerType.TINYINT, false, true),
                new ConfiguredColumn("Region", "Area", SqlServerType.INT, true, false),
                new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false)),
            List.of(new ConfiguredFilter("REGION", "area", SqlServerType.INT)));
    Scope scope = unit.service(scope(orders)).scopes().get(0);
    ScopeTable table = scope.tables().get(0);
    assertThat(table.type().properties().stream().map(ConfiguredServiceTest::text))
        .containsExactly("Level Byte null", "Area Int32 key", "ID Int32 key");
    assertThat(table.columns()).containsExactly("LEVEL", "REGION", "ID");
    assertThat(table.filters()).containsExactly(new Filter(1, 0));
    assertThat(scope.parameters())
        .containsExactly(new Parameter("area", table.type().property(1).type()));

    Row row = new Row(table.type(), new Object[] {(short) 200, 5, 9});
    write(scope, List.of(new Change.Live(row)), Set.of(row.key()));
    assertThat(plainRow(table)).containsExactly((short) 200, 5, 9);
    Row changed = new Row(table.type(), new Object[] {(short) 201, 5, 9});
    write(scope, List.of(new Change.Live(changed)), Set.of());
    assertThat(plainRow(table)).containsExactly((short) 201, 5, 9);
  }

  /** What an entity manager remembered of a row would be compared with what a device sends. */
  @Test
  void a_row_is_written_over_what_the_database_has_now() throws Exception {
    execute("CREATE TABLE T (ID INT PRIMARY KEY, N VARCHAR(5), OF INT REFERENCES T)");
    Scope scope = unit.service(scope(table("T", "T"))).scopes().get(0);
    ScopeTable table = scope.tables().get(0);
    Row other = new Row(table.type(), new Object[] {2, "other", null});
    Row first = new Row(table.type(), new Object[] {1, "a", null});
    Row second = new Row(table.type(), new Object[] {1, "b", 2});
    write(
        scope,
        List.of(new Change.Live(other), new Change.Live(first)),
        Set.of(other.key(), first.key()));
    for (Row row : List.of(second, first, second)) {
      write(scope, List.of(new Change.Live(row)), Set.of());
      assertThat(PlainRows.read(DatabaseKind.H2, pool, table)).containsExactly(row, other);
    }
    execute("UPDATE T SET N = 'x', OF = NULL WHERE ID = 1");
    write(scope, List.of(new Change.Live(second)), Set.of());
    assertThat(PlainRows.read(DatabaseKind.H2, pool, table)).containsExactly(second, other);
    execute("DELETE FROM T WHERE ID = 1");
    write(scope, List.of(new Change.Live(second)), Set.of());
    assertThat(PlainRows.read(DatabaseKind.H2, pool, table)).containsExactly(second, other);
  }

  @Test
  void of_two_columns_that_differ_by_case_the_filter_takes_the_one_that_it_names()
      throws Exception {
    execute("CREATE TABLE T (ID INT PRIMARY KEY, \"owner\" INT, OWNER INT)");
    for (String name : List.of("owner", "OWNER")) {
      ScopeTable table =
          unit.service(
                  new ConfiguredScope(
                      "By_" + name,
                      List.of(
                          new ConfiguredTable(
                              "T",
                              "T",
                              List.of(),
                              List.of(new ConfiguredFilter(name, "p", SqlServerType.INT))))))
              .scopes()
              .get(0)
              .tables()
              .get(0);
      assertThat(table.columns().get(table.filters().get(0).column())).isEqualTo(name);
    }
    ConfiguredTable either =
        new ConfiguredTable(
            "T", "T", List.of(), List.of(new ConfiguredFilter("Owner", "p", SqlServerType.INT)));
    assertThatThrownBy(() -> unit.service(scope(either)))
        .hasMessageContaining("has several columns that differ from 'Owner' in letter case alone");
  }

  @Test
  void a_reference_to_another_key_than_the_files_is_a_plain_column() throws Exception {
    execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, CODE VARCHAR(5) NOT NULL UNIQUE, OF INT REFERENCES T)");
    Scope scope =
        unit.service(
                scope(
                    new ConfiguredTable(
                        "T",
                        "T",
                        List.of(
                            new ConfiguredColumn("ID", "ID", SqlServerType.INT, false, false),
                            new ConfiguredColumn(
                                "CODE", "Code", SqlServerType.NVARCHAR, true, false),
                            new ConfiguredColumn("OF", "Of", SqlServerType.INT, false, true)),
                        List.of())))
            .scopes()
            .get(0);
    ScopeTable table = scope.tables().get(0);
    Row one = new Row(table.type(), new Object[] {1, "one", null});
    Row two = new Row(table.type(), new Object[] {2, "two", 1});
    write(scope, List.of(new Change.Live(one)), Set.of(one.key()));
    write(scope, List.of(new Change.Live(two)), Set.of(two.key()));
    assertThat(PlainRows.read(DatabaseKind.H2, pool, table)).containsExactly(one, two);
  }

  @Test
  void a_number_that_the_database_can_make_may_come_from_a_device() throws Exception {
    execute("CREATE TABLE T (ID INT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, N INT)");
    Scope scope = unit.service(scope(table("T", "T"))).scopes().get(0);
    Row row = new Row(scope.tables().get(0).type(), new Object[] {70, 1});
    write(scope, List.of(new Change.Live(row)), Set.of(row.key()));
    assertThat(PlainRows.read(DatabaseKind.H2, pool, scope.tables().get(0))).containsExactly(row);
  }

  @Test
  void tables_travel_parents_first_whatever_the_order_of_the_file() throws Exception {
    execute("CREATE TABLE A (ID INT PRIMARY KEY)");
    execute("CREATE TABLE B (ID INT PRIMARY KEY, A INT REFERENCES A)");
    execute("CREATE TABLE C (ID INT PRIMARY KEY, B INT REFERENCES B, A INT REFERENCES A)");
    Service service =
        unit.service(scope(table("C", "C"), table("X", "X"), table("B", "B"), table("A", "A")));
    assertThat(service.scopes().get(0).tables().stream().map(ScopeTable::sqlName))
        .containsExactly("X", "A", "B", "C");
  }

  @Test
  void a_row_may_come_before_the_one_that_it_refers_to() throws Exception {
    execute("CREATE TABLE PART (ID INT PRIMARY KEY, OF INT REFERENCES PART, NAME VARCHAR(5))");
    Scope scope = unit.service(scope(table("PART", "Part"))).scopes().get(0);
    ScopeTable table = scope.tables().get(0);
    assertThat(table.columns()).containsExactly("ID", "OF", "NAME");
    Row child = new Row(table.type(), new Object[] {1, 2, "child"});
    Row parent = new Row(table.type(), new Object[] {2, null, "top"});
    Row younger = new Row(table.type(), new Object[] {3, 1, "young"});
    List<Row> rows = List.of(child, parent, younger);
    write(
        scope,
        rows.stream().<Change>map(Change.Live::new).toList(),
        rows.stream().map(Row::key).collect(Collectors.toSet()));
    assertThat(PlainRows.read(DatabaseKind.H2, pool, table)).containsExactlyElementsOf(rows);

    Row orphan = new Row(table.type(), new Object[] {4, 5, "lost"});
    assertThatThrownBy(() -> write(scope, List.of(new Change.Live(orphan)), Set.of(orphan.key())))
        .isInstanceOf(RowsRejectedException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void two_scopes_may_share_a_table() throws Exception {
    execute("CREATE TABLE T (ID INT PRIMARY KEY, N INT)");
    Service one = unit.service(new ConfiguredScope("One", List.of(table("T", "T"))));
    Service two = unit.service(new ConfiguredScope("Two", List.of(table("T", "T"))));
    for (Service service : List.of(one, two)) {
      Scope scope = service.scopes().get(0);
      Row row = new Row(scope.tables().get(0).type(), new Object[] {1, 2});
      write(scope, List.of(new Change.Live(row)), Set.of());
    }
    assertThat(PlainRows.read(DatabaseKind.H2, pool, one.scopes().get(0).tables().get(0)))
        .hasSize(1);
  }

  @Test
  void a_unique_key_of_fewer_columns_is_enough() throws Exception {
    execute("CREATE TABLE T (ID INT NOT NULL UNIQUE, N INT NOT NULL)");
    List<ConfiguredColumn> columns =
        List.of(
            new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
            new ConfiguredColumn("N", "N", SqlServerType.INT, true, false));
    assertThat(unit.service(scope(new ConfiguredTable("T", "T", columns, List.of())))).isNotNull();
  }

  private static String text(Property property) {
    return property.name()
        + " "
        + property.type().edmName().replace("Edm.", "")
        + (property.key() ? " key" : "")
        + (property.nullable() ? " null" : "");
  }

  private List<Object> plainRow(ScopeTable table) throws SQLException {
    Row row = PlainRows.read(DatabaseKind.H2, pool, table).get(0);
    Object[] values = new Object[table.type().width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(i);
    }
    return Arrays.asList(values);
  }
}
