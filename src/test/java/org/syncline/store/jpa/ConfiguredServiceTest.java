package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
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
class ConfiguredServiceTest {
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

  private JdbcConnectionPool pool;
  private Connection keeper;
  private MappedUnit unit;

  @BeforeEach
  void open() throws SQLException {
    String url = "jdbc:h2:mem:configured-" + UUID.randomUUID();
    keeper = DriverManager.getConnection(url);
    pool = JdbcConnectionPool.create(url, "", "");
    unit = MappedUnit.withoutClasses(pool);
  }

  @AfterEach
  void close() throws SQLException {
    unit.close();
    pool.dispose();
    keeper.close();
  }

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE T ("a b" INT, "a.b" INT, ID INT PRIMARY KEY)              | has two columns that travel as 'a_b'
          CREATE TABLE T (ID INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY)       | makes 'ID' by itself
          CREATE TABLE T (A INT, ID INT GENERATED ALWAYS AS (A + 1) PRIMARY KEY) | makes 'ID' by itself
          CREATE TABLE T ("a""b" INT, ID INT PRIMARY KEY)                        | has columns that must be listed
          CREATE TABLE "t" (ID INT PRIMARY KEY); CREATE TABLE "T" (ID INT)       | has no primary key
          CREATE TABLE "t" (ID INT PRIMARY KEY); CREATE VIEW T AS SELECT * FROM "t" | is a view, of which
          CREATE TABLE T (ID INT PRIMARY KEY, "a-b" INT)                         | give it a GlobalName
          """)
  void a_table_with_all_its_columns_is_looked_at_too(String sql, String sentence) throws Exception {
    for (String statement : sql.split(";", -1)) {
      execute(statement);
    }
    assertThatThrownBy(() -> unit.service(scope(table("T", "T"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("scope 'Sales': table 'T' ")
        .hasMessageContaining(sentence);
  }

  @Test
  void tables_of_synclines_own_and_tables_that_are_alike_are_refused() throws Exception {
    execute("CREATE TABLE SYNCLINE_LOG (ID INT PRIMARY KEY)");
    assertThatThrownBy(() -> unit.service(scope(table("syncline_log", "Log"))))
        .hasMessageContaining("cannot be synchronised under this name");
    execute("CREATE TABLE \"Ab\" (ID INT PRIMARY KEY)");
    execute("CREATE TABLE \"aB\" (ID INT PRIMARY KEY)");
    assertThatThrownBy(() -> unit.service(scope(table("AB", "AB"))))
        .hasMessageContaining("is one of [Ab, aB], which differ in letter case alone");
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
  void a_row_that_does_not_fit_is_refused_with_the_name_of_the_wire() throws Exception {
    execute("CREATE TABLE T (ID INT PRIMARY KEY, \"n\" VARCHAR(3) NOT NULL)");
    Scope scope =
        unit.service(
                scope(
                    new ConfiguredTable(
                        "t",
                        "T",
                        List.of(
                            new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
                            new ConfiguredColumn(
                                "N", "Name", SqlServerType.NVARCHAR, false, false)),
                        List.of())))
            .scopes()
            .get(0);
    Row row = new Row(scope.tables().get(0).type(), new Object[] {1, "long"});
    assertThatThrownBy(() -> write(scope, List.of(new Change.Live(row)), Set.of(row.key())))
        .isInstanceOf(RowsRejectedException.class)
        .hasMessage("Name: too long, at most 3 characters");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE S (ID INT PRIMARY KEY)                          | is not in the database; create it first
          CREATE TABLE T (ID INT, N INT)                               | allows null in 'ID', which is part of the key
          CREATE TABLE T (ID INT NOT NULL, N INT)                      | nothing in the database keeps [ID] unique
          CREATE TABLE T (ID INT NOT NULL, N INT, PRIMARY KEY (ID, N)) | nothing in the database keeps [ID] unique
          CREATE TABLE T (ID INT PRIMARY KEY)                          | has no column 'N'
          CREATE TABLE T (ID INT PRIMARY KEY, N BIGINT)                | keeps 'N' as BIGINT, which travels as Edm.Int64, but the file says int, which travels as Edm.Int32
          CREATE TABLE T (ID INT PRIMARY KEY, N INT); DROP TABLE T     | is not in the database; create it first
          CREATE TABLE T (ID INT PRIMARY KEY, N INT ARRAY)             | keeps 'N' as INTEGER ARRAY, which does not travel
          """)
  void what_would_go_wrong_later_is_refused(String sql, String sentence) throws Exception {
    for (String statement : sql.split(";", -1)) {
      execute(statement);
    }
    ConfiguredTable listed =
        new ConfiguredTable(
            "T",
            "T",
            List.of(
                new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
                new ConfiguredColumn("N", "N", SqlServerType.INT, false, true)),
            List.of());
    assertThatThrownBy(() -> unit.service(scope(listed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("scope 'Sales': table 'T' ")
        .hasMessageContaining(sentence);
  }

  @Test
  void flags_and_types_that_contradict_the_database_are_refused() throws Exception {
    execute("CREATE TABLE T (ID INT PRIMARY KEY, N DATE)");
    ConfiguredColumn id = new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false);
    for (ConfiguredColumn n :
        List.of(
            new ConfiguredColumn("N", "N", SqlServerType.DATETIME, false, true),
            new ConfiguredColumn("N", "N", SqlServerType.DATE, false, false),
            new ConfiguredColumn("id", "N", SqlServerType.INT, false, false))) {
      assertThatThrownBy(
              () -> unit.service(scope(new ConfiguredTable("T", "T", List.of(id, n), List.of()))))
          .hasMessageMatching(
              ".*(keeps 'N' as DATE, which travels as a day, but the file says datetime"
                  + "|allows null in 'N'|has the column 'ID' only once).*");
    }
    ConfiguredColumn n = new ConfiguredColumn("N", "N", SqlServerType.DATE, false, true);
    assertThat(unit.service(scope(new ConfiguredTable("T", "T", List.of(id, n), List.of()))))
        .isNotNull();
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

  @Test
  void a_table_without_a_key_is_refused_and_so_is_a_filter_that_does_not_fit() throws Exception {
    execute("CREATE TABLE T (ID INT, N INT)");
    assertThatThrownBy(() -> unit.service(scope(table("T", "T"))))
        .hasMessage("scope 'Sales': table 'T' has no primary key");
    execute("DROP TABLE T");
    execute("CREATE TABLE T (ID INT PRIMARY KEY, N INT)");
    assertThatThrownBy(() -> unit.service(scope(filtered("N", SqlServerType.BIGINT))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Sales.T is filtered by 'N', which is Edm.Int32, but");
    assertThatThrownBy(() -> unit.service(scope(filtered("M", SqlServerType.INT))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scope 'Sales': table 'T' has no column 'M'");
  }

  private static ConfiguredTable filtered(String column, SqlServerType type) {
    return new ConfiguredTable(
        "T", "T", List.of(), List.of(new ConfiguredFilter(column, "n", type)));
  }

  private static ConfiguredScope scope(ConfiguredTable... tables) {
    return new ConfiguredScope("Sales", List.of(tables));
  }

  private ConfiguredTable table(String name, String typeName) throws SQLException {
    if (name.equals("X")) {
      execute("CREATE TABLE X (ID INT PRIMARY KEY)");
    }
    return new ConfiguredTable(name, typeName, List.of(), List.of());
  }

  private static String text(Property property) {
    return property.name()
        + " "
        + property.type().edmName().replace("Edm.", "")
        + (property.key() ? " key" : "")
        + (property.nullable() ? " null" : "");
  }

  private void write(Scope scope, List<Change> changes, Set<RowKey> absent) throws Exception {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      unit.writer().write(connection, scope, changes, absent);
      connection.commit();
    }
  }

  private List<Object> plainRow(ScopeTable table) throws SQLException {
    Row row = PlainRows.read(DatabaseKind.H2, pool, table).get(0);
    Object[] values = new Object[table.type().width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(i);
    }
    return Arrays.asList(values);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = keeper.createStatement()) {
      statement.execute(sql);
    }
  }
}
