package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.scope.Scope;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredFilter;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;

/** Configured services, and rows of theirs, that the database does not allow. */
class UnfitConfiguredServiceTest extends ConfiguredTables {
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
}
