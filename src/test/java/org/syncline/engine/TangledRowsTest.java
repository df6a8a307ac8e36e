package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.syncline.testkit.ConfiguredServer.table;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.ScopeCopy;

/** Rows of one upload that are in each other's way, though the database allows how they end. */
class TangledRowsTest extends OnConfiguredServer {
  @ParameterizedTest
  @CsvSource({"INT, 10, 20, 30", "INT NOT NULL, 10, 20, 30", "SMALLINT NOT NULL, 10, 20, 30"})
  void h34_unique_numbers_are_exchanged(String type, int one, int two, int three) throws Exception {
    serve("CREATE TABLE T (ID INT PRIMARY KEY, RANKING " + type + ", UNIQUE (RANKING))", "T");
    server.execute("INSERT INTO T VALUES (1, %d), (2, %d), (3, %d)".formatted(one, two, three));
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    Class<?> number = here.values("T", 1).get(0).getClass();
    here.store(here.row("T", 1, of(number, two)), here.row("T", 2, of(number, one)));
    assertSame(here, there);
    assertThat(there.values("T", 1).toString()).isEqualTo("[20, 10, 30]");
    here.store(
        here.row("T", 1, of(number, one)),
        here.row("T", 2, of(number, three)),
        here.row("T", 3, of(number, two)));
    assertSame(here, there);
    assertThat(there.values("T", 1).toString()).isEqualTo("[10, 30, 20]");
  }

  private static Object of(Class<?> number, int value) {
    return number == Short.class ? (Object) (short) value : value;
  }

  @ParameterizedTest
  @CsvSource({"VARCHAR(40)", "VARCHAR(40) NOT NULL", "VARCHAR(3) NOT NULL"})
  void h34_unique_names_are_exchanged(String type) throws Exception {
    serve("CREATE TABLE T (ID INT PRIMARY KEY, NAME " + type + ", UNIQUE (NAME))", "T");
    server.execute("INSERT INTO T VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    here.store(here.row("T", 1, "b"), here.row("T", 2, "c"), here.row("T", 3, "a"));
    assertSame(here, there);
    assertThat(there.values("T", 1)).containsExactly("b", "c", "a");
  }

  @Test
  void h34_places_within_a_list_are_exchanged() throws Exception {
    serve(
        "CREATE TABLE T (ID INT PRIMARY KEY, LIST INT NOT NULL, PLACE INT NOT NULL, UNIQUE (LIST, PLACE))",
        "T");
    int rows = 15;
    for (int i = 0; i < rows; i++) {
      server.execute("INSERT INTO T VALUES (%d, 7, %d)".formatted(i, i));
    }
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    // a new row at the top, and all others one further down
    here.store(
        IntStream.rangeClosed(0, rows)
            .mapToObj(i -> here.row("T", i, 7, (i + 1) % (rows + 1)))
            .toArray(Row[]::new));
    assertSame(here, there);
    assertThat(server.text("SELECT PLACE FROM T WHERE ID = 15")).isEqualTo("0");
    assertThat(server.text("SELECT PLACE FROM T WHERE ID = 14")).isEqualTo("15");
  }

  @Test
  void h26_a_row_that_can_never_be_stored_does_not_hinder_an_exchange() throws Exception {
    serve("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(9) NOT NULL, UNIQUE (NAME))", "T");
    server.execute("INSERT INTO T VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')");
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    server.execute("INSERT INTO T VALUES (9, 'z')");
    List<UploadOutcome> outcomes =
        here.put(
            here.row("T", 1, "b"),
            here.row("T", 2, "a"),
            // may not have z, so the next may not have c
            here.row("T", 3, "z"),
            here.row("T", 4, "c"),
            here.row("T", 5, "z"));
    ScopeCopy.assertStored(outcomes.subList(0, 2));
    assertThat(outcomes.subList(2, 5)).hasOnlyElementsOfType(UploadOutcome.Failed.class);
    assertSame(here, there);
    assertThat(there.values("T", 1)).containsExactly("b", "a", "c", "d", "e", "z");
  }

  @Test
  void a_value_that_other_rows_refer_to_is_not_taken_away_for_a_moment() throws Exception {
    assumeThat(kind.logsFollowingKeys()).isTrue();
    server.execute(
        "CREATE TABLE P (ID INT PRIMARY KEY, CODE VARCHAR(9), UNIQUE (CODE))",
        "CREATE TABLE C (ID INT PRIMARY KEY, CODE VARCHAR(9), FOREIGN KEY (CODE) REFERENCES P (CODE) ON UPDATE SET NULL)",
        "INSERT INTO P VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO C VALUES (1, 'a'), (2, 'b')");
    server.serve(table("P"), table("C"));
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    assertThat(here.put(here.row("P", 1, "b"), here.row("P", 2, "a")))
        .hasOnlyElementsOfType(UploadOutcome.Failed.class);
    assertSame(here, there);
    assertThat(there.values("C", 1)).containsExactly("a", "b");
  }

  @Test
  void h35_rows_that_refer_to_each_other_come_in_any_order() throws Exception {
    serve(
        "CREATE TABLE T (ID INT PRIMARY KEY, BOSS INT, FOREIGN KEY (BOSS) REFERENCES T (ID))", "T");
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    here.store(here.row("T", 1, 2), here.row("T", 2, 3), here.row("T", 3, null));
    assertSame(here, there);
    here.store(here.row("T", 4, 5), here.row("T", 5, 4), here.row("T", 6, 6));
    assertSame(here, there);
    ScopeCopy.assertStored(here.upload(List.of(here.gone("T", 4), here.gone("T", 5))));
    ScopeCopy.assertStored(
        here.upload(List.of(here.gone("T", 3), here.gone("T", 2), here.gone("T", 1))));
    assertSame(here, there);
    assertThat(there.values("T", 0)).containsExactly(6);
  }

  @Test
  void h35_so_do_rows_with_keys_of_several_columns() throws Exception {
    serve(
        "CREATE TABLE T (A INT NOT NULL, B VARCHAR(9) NOT NULL, TO_A INT, TO_B VARCHAR(9),"
            + " PRIMARY KEY (A, B), FOREIGN KEY (TO_A, TO_B) REFERENCES T (A, B))",
        "T");
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    int length = 14;
    here.store(
        IntStream.range(0, length)
            .mapToObj(i -> here.row("T", i, "x", (i + 1) % length, "x"))
            .toArray(Row[]::new));
    assertSame(here, there);
    assertThat(server.text("SELECT COUNT(TO_A) FROM T")).isEqualTo("14");
    ScopeCopy.assertStored(
        here.upload(IntStream.range(0, length).mapToObj(i -> here.gone("T", i, "x")).toList()));
    assertSame(here, there);
    assertThat(there.values("T", 0)).isEmpty();
  }

  @Test
  void h35_so_do_rows_of_two_tables() throws Exception {
    server.execute(
        "CREATE TABLE TEAM (ID INT PRIMARY KEY, HEAD INT)",
        "CREATE TABLE PERSON (ID INT PRIMARY KEY, TEAM INT NOT NULL, FOREIGN KEY (TEAM) REFERENCES TEAM (ID))",
        "ALTER TABLE TEAM ADD CONSTRAINT HEADED FOREIGN KEY (HEAD) REFERENCES PERSON (ID)");
    server.serve(table("TEAM"), table("PERSON"));
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    List<UploadOutcome> outcomes =
        here.put(
            here.row("TEAM", 1, 10),
            here.row("PERSON", 10, 1),
            // no such person
            here.row("TEAM", 2, 99),
            here.row("PERSON", 20, 2));
    ScopeCopy.assertStored(outcomes.subList(0, 2));
    assertThat(outcomes.subList(2, 4)).hasOnlyElementsOfType(UploadOutcome.Failed.class);
    assertSame(here, there);
    assertThat(server.text("SELECT HEAD FROM TEAM")).isEqualTo("10");
    ScopeCopy.assertStored(here.upload(List.of(here.gone("TEAM", 1), here.gone("PERSON", 10))));
    assertSame(here, there);
    assertThat(there.values("TEAM", 0)).isEmpty();
  }

  @Test
  void h35_rules_that_can_wait_do_wait() throws Exception {
    assumeThat(kind).isEqualTo(DatabaseKind.POSTGRES);
    server.execute(
        "CREATE TABLE TEAM (ID INT PRIMARY KEY, HEAD INT NOT NULL)",
        "CREATE TABLE PERSON (ID INT PRIMARY KEY, TEAM INT NOT NULL REFERENCES TEAM DEFERRABLE)",
        "ALTER TABLE TEAM ADD FOREIGN KEY (HEAD) REFERENCES PERSON DEFERRABLE");
    server.serve(table("TEAM"), table("PERSON"));
    ScopeCopy here = downloaded();
    ScopeCopy there = downloaded();
    here.store(here.row("TEAM", 1, 10), here.row("PERSON", 10, 1));
    assertSame(here, there);
    ScopeCopy.assertStored(here.upload(List.of(here.gone("TEAM", 1), here.gone("PERSON", 10))));
    assertSame(here, there);
  }

  private void serve(String sql, String table) throws Exception {
    server.execute(sql);
    server.serve(table(table));
  }

  private ScopeCopy downloaded() {
    ScopeCopy copy = server.copy();
    copy.download();
    return copy;
  }
}
