package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.EdmType;

/** What the trigger for SQL Server is made of; that a server would do so was never seen. */
class SqlServerTriggerTest {
  private static final TrackedTable TABLE =
      new TrackedTable(
          "NOTE",
          List.of(
              new TrackedTable.Column("ID", EdmType.INT32),
              new TrackedTable.Column("DAY", EdmType.DATE_TIME)),
          List.of(new TrackedTable.Column("OWNER", EdmType.STRING)),
          List.of(new TrackedTable.Column("OWNER", EdmType.STRING)));

  private static SqlServerColumn column(String name, String type) {
    String collation = type.equals("nvarchar") ? SqlServerColumn.EXACT : null;
    return new SqlServerColumn(name, type, 80, 20, 4, collation, false);
  }

  private static SqlServerTrigger trigger(SqlServerColumn... others) {
    Map<String, SqlServerColumn> columns = new LinkedHashMap<>();
    List.of(column("ID", "int"), column("DAY", "date"), column("OWNER", "nvarchar"))
        .forEach(c -> columns.put(c.name(), c));
    Arrays.stream(others).forEach(c -> columns.put(c.name(), c));
    return new SqlServerTrigger(new SqlServerDialect(), TABLE, "dbo", columns);
  }

  @Test
  void one_statement_of_many_rows_is_logged_row_by_row_without_a_loop() {
    String sql = trigger().create();
    assertThat(sql)
        .startsWith(
            "CREATE OR ALTER TRIGGER [dbo].[SYNCLINE_TRG_NOTE] ON [dbo].[NOTE] AFTER INSERT, UPDATE, DELETE AS")
        .contains("SET NOCOUNT ON;")
        .contains("SET ROWCOUNT 0;")
        .doesNotContainIgnoringCase("CURSOR")
        .doesNotContain("DECLARE", "TOP");
  }

  @Test
  void a_changed_key_is_a_row_that_went_and_one_that_came() {
    String same = "i.[ID] = d.[ID] AND i.[DAY] = d.[DAY]";
    List<String> entries = trigger().entries();
    assertThat(entries.get(0))
        .contains(
            "'D'",
            "FROM deleted AS d WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE " + same + ")");
    assertThat(entries.get(1))
        .contains(
            "'I'",
            "FROM inserted AS i WHERE NOT EXISTS (SELECT 1 FROM deleted AS d WHERE " + same + ")");
    assertThat(entries.get(2)).contains("'U'", "FROM inserted AS i JOIN deleted AS d ON " + same);
    assertThat(entries).hasSize(3);
  }

  @Test
  void an_update_that_changes_nothing_leaves_no_entry() {
    assertThat(trigger().entries().get(2))
        .endsWith(
            " WHERE EXISTS (SELECT d.[ID], d.[DAY], CAST(d.[OWNER] AS VARBINARY(MAX)), DATALENGTH(d.[OWNER])"
                + " EXCEPT SELECT i.[ID], i.[DAY], CAST(i.[OWNER] AS VARBINARY(MAX)), DATALENGTH(i.[OWNER]))");
    assertThat(trigger(column("VERSION", "timestamp")).entries().get(2)).doesNotContain("VERSION");
  }

  @Test
  void an_update_whose_change_cannot_be_seen_is_an_entry() {
    assertThat(trigger(column("LETTER", "ntext")).entries().get(2))
        .endsWith("i.[ID] = d.[ID] AND i.[DAY] = d.[DAY]");
  }

  @Test
  void old_values_are_kept_of_what_changed_only() {
    assertThat(trigger().entries().get(2))
        .contains("CASE WHEN EXISTS (SELECT CAST(d.[OWNER] AS VARBINARY(MAX))")
        .contains("THEN N',\"OWNER\":' + CASE WHEN d.[OWNER] IS NULL THEN N'null'");
  }

  @Test
  void h38_a_trigger_is_known_again_by_what_it_does() {
    SqlServerTrigger trigger = trigger();
    assertThat(trigger.create()).contains(trigger.mark());
    assertThat(trigger(column("NAME", "nvarchar")).mark()).isNotEqualTo(trigger.mark());
  }

  @ParameterizedTest
  @CsvSource({
    "bit, BOOLEAN, true",
    "tinyint, BYTE, true",
    "tinyint, SBYTE, false",
    "int, INT64, true",
    "decimal, DECIMAL, true",
    "money, DECIMAL, false",
    "nvarchar, STRING, true",
    "varchar, STRING, false",
    "nchar, STRING, false",
    "uniqueidentifier, GUID, true",
    "varbinary, BINARY, false",
    "binary, BINARY, false",
    "datetime2, DATE_TIME, true",
    "date, DATE_TIME, true",
    "datetime, DATE_TIME, false",
    "smalldatetime, DATE_TIME, false",
    "datetimeoffset, DATE_TIME_OFFSET, true",
    "time, TIME, true",
    "float, DOUBLE, false",
    "real, SINGLE, false",
  })
  void only_types_with_one_text_for_equal_values_are_keys(
      String type, EdmType as, boolean accepted) {
    assertThat(column("X", type).fits(as)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bit | N'\"' + CASE WHEN x = 1 THEN N'true' ELSE N'false' END + N'\"'",
        "int | N'\"' + CAST(x AS NVARCHAR(40)) + N'\"'",
        "uniqueidentifier | N'\"' + LOWER(CAST(x AS NVARCHAR(36))) + N'\"'",
        "datetime2 | N'\"' + STUFF(CONVERT(NVARCHAR(27), CAST(x AS DATETIME2(7)), 121), 11, 1, N'T') + N'00' + N'\"'",
        "datetimeoffset | N'\"' + STUFF(CONVERT(NVARCHAR(27), CAST(SWITCHOFFSET(x, 0) AS DATETIME2(7)), 121), 11, 1, N'T') + N'00Z' + N'\"'",
        "time | N'\"' + CONVERT(NVARCHAR(16), CAST(x AS TIME(7)), 121) + N'00' + N'\"'",
      },
      quoteCharacter = '`')
  void values_are_written_as_the_engine_writes_them(String type, String sql) {
    assertThat(column("X", type).json("x")).isEqualTo(sql);
  }
}
