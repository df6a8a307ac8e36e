package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.syncline.testkit.ConfiguredServer.by;
import static org.syncline.testkit.ConfiguredServer.table;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.config.SqlServerType;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.ScopeCopy;

/** Rows that change by themselves or under another name: devices end with what is stored. */
class OddRowsTest extends OnConfiguredServer {
  /** Children and children's children by cascade; a remark is only cut off. */
  private void serveFamily() throws Exception {
    boolean following = kind.logsFollowingKeys();
    server.execute(
        "CREATE TABLE A (ID INT PRIMARY KEY, OWNER INT)",
        "CREATE TABLE B (ID INT PRIMARY KEY, A INT, OWNER INT,"
            + " FOREIGN KEY (A) REFERENCES A (ID) ON DELETE CASCADE"
            + (following ? " ON UPDATE CASCADE)" : ")"),
        "CREATE TABLE C (ID INT PRIMARY KEY, B INT, OWNER INT,"
            + " FOREIGN KEY (B) REFERENCES B (ID) ON DELETE CASCADE)",
        "CREATE TABLE REMARK (ID INT PRIMARY KEY, B INT, A INT,"
            + " FOREIGN KEY (B) REFERENCES B (ID) ON DELETE SET NULL,"
            + " FOREIGN KEY (A) REFERENCES A (ID) ON DELETE SET NULL"
            + (following ? " ON UPDATE SET NULL)" : ")"),
        "INSERT INTO A VALUES (1, 7), (2, 7), (3, 8)",
        "INSERT INTO B VALUES (11, 1, 7), (12, 1, 8), (13, 3, 7)",
        "INSERT INTO C VALUES (111, 11, 7), (112, 12, 7), (131, 13, 8)",
        "INSERT INTO REMARK VALUES (1, 11, 1), (2, 12, 2), (3, 13, NULL)");
    server.serve(
        table("A", by("OWNER", SqlServerType.INT)),
        table("B", by("OWNER", SqlServerType.INT)),
        table("C", by("OWNER", SqlServerType.INT)),
        table("REMARK"));
  }

  @Test
  void h36_what_goes_with_a_row_goes_on_devices_too() throws Exception {
    serveFamily();
    ScopeCopy seven = server.copy(7);
    ScopeCopy eight = server.copy(8);
    assertSame(seven, eight);
    server.execute("DELETE FROM A WHERE ID = 3");
    assertSame(seven, eight);
    assertThat(seven.values("B", 0)).containsExactly(11);
    assertThat(eight.values("C", 0)).isEmpty();
    server.number();
    ScopeCopy.assertStored(seven.delete("A", 1));
    assertSame(seven, eight);
    assertThat(seven.values("C", 0)).isEmpty();
    assertThat(eight.values("B", 0)).isEmpty();
    assertThat(seven.values("REMARK", 1)).containsExactly(null, null, null);
  }

  @Test
  void h36_what_follows_a_key_follows_it_on_devices_too() throws Exception {
    assumeThat(kind.logsFollowingKeys()).isTrue();
    serveFamily();
    ScopeCopy seven = server.copy(7);
    ScopeCopy eight = server.copy(8);
    assertSame(seven, eight);
    server.execute("UPDATE A SET ID = 9 WHERE ID = 1");
    assertSame(seven, eight);
    assertThat(seven.values("B", 1)).containsExactly(9, 3);
    assertThat(seven.values("A", 0)).containsExactly(2, 9);
    server.number();
    assertSame(seven, eight);
  }

  @Test
  void h33_keys_exchanged_and_taken_again_are_rows_like_others() throws Exception {
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, OWNER INT, NAME VARCHAR(9))",
        "INSERT INTO T VALUES (1, 7, 'one'), (2, 8, 'two')");
    server.serve(table("T", by("OWNER", SqlServerType.INT)));
    ScopeCopy seven = server.copy(7);
    ScopeCopy eight = server.copy(8);
    assertSame(seven, eight);
    server.executeTogether(
        "UPDATE T SET ID = 3 WHERE ID = 1",
        "UPDATE T SET ID = 1 WHERE ID = 2",
        "UPDATE T SET ID = 2 WHERE ID = 3");
    assertSame(seven, eight);
    assertThat(seven.values("T", 0)).containsExactly(2);
    assertThat(eight.values("T", 0)).containsExactly(1);
    // a device that had the key before meets another row under it
    ScopeCopy late = server.copy(7);
    late.download();
    server.execute("UPDATE T SET ID = 5 WHERE ID = 2", "INSERT INTO T VALUES (2, 8, 'new')");
    assertThat(late.put(late.row("T", 2, 7, "mine")))
        .hasOnlyElementsOfType(UploadOutcome.Conflicted.class);
    assertSame(seven, eight, late);
    assertThat(eight.values("T", 2)).containsExactly("two", "new");
  }

  @Test
  void texts_of_all_kinds_are_keys() throws Exception {
    String[] texts = {
      "",
      " ",
      "a",
      "A",
      "a ",
      " a",
      "it's",
      "a,b",
      "a\",\"b",
      "[\"x\"]",
      "100%_",
      "back\\slash",
      "Grüße",
      "GRÜSSE",
      "日本",
      "\uD83D\uDE00",
      "e\u0301",
      "\u00e9",
      "tab\there",
      "null",
      "/?#&=()"
    };
    server.execute(
        "CREATE TABLE T (K VARCHAR(20) NOT NULL, N INT NOT NULL, V VARCHAR(20), PRIMARY KEY (K, N))");
    server.serve(table("T"));
    ScopeCopy here = server.copy();
    ScopeCopy there = server.copy();
    here.download();
    for (String text : texts) {
      here.put(here.row("T", text, 1, text), here.row("T", text, -2, null));
    }
    assertSame(here, there);
    int stored = here.values("T", 0).size();
    assertThat(stored).isGreaterThan(texts.length);
    server.number();
    server.execute("UPDATE T SET V = 'changed' WHERE N = 1");
    assertSame(here, there);
    // under a key that the database takes for the same, or for another: both say the same of it
    for (String text : texts) {
      there.put(there.row("T", text, 1, "again"));
      assertSame(here, there);
    }
    for (String text : texts) {
      there.delete("T", text, -2);
      assertSame(here, there);
    }
    server.execute("DELETE FROM T");
    assertSame(here, there);
    assertThat(here.values("T", 0)).isEmpty();
  }

  @Test
  void texts_of_all_kinds_are_filters() throws Exception {
    server.execute("CREATE TABLE T (ID INT PRIMARY KEY, K VARCHAR(20))");
    server.serve(table("T", by("K", SqlServerType.NVARCHAR)));
    List<String> texts = List.of("a", "A", "a ", "it's", "a\",\"b", "Grüße", "\uD83D\uDE00");
    List<ScopeCopy> copies = texts.stream().map(server::copy).toList();
    for (ScopeCopy copy : copies) {
      copy.download();
    }
    for (int round = 0; round < texts.size(); round++) {
      ScopeCopy sender = copies.get(round);
      String other = texts.get((round + 1) % texts.size());
      sender.put(sender.row("T", 10 * round, texts.get(round)), sender.row("T", 1, other));
      server.execute(
          "INSERT INTO T VALUES (%d, '%s')".formatted(10 * round + 1000, other.replace("'", "''")));
      assertSame(copies.toArray(ScopeCopy[]::new));
    }
  }

  /** The last one is what MariaDB has no place for, though RFC 9562 allows it. */
  @Test
  void an_id_of_any_version_is_stored_or_told_back_as_refused() throws Exception {
    server.execute("CREATE TABLE T (ID UUID PRIMARY KEY, FRIEND UUID)");
    server.serve(table("T"));
    ScopeCopy here = server.copy();
    ScopeCopy there = server.copy();
    assertSame(here, there);
    UUID seventh = UUID.fromString("633ef3b9-3e79-756d-0094-083c5fa3fcc6");
    UUID refused = UUID.fromString("633ef3b9-3e79-856d-8094-083c5fa3fcc6");
    here.store(here.row("T", seventh, seventh));
    boolean takesAll = kind != DatabaseKind.MARIADB;
    List<UploadOutcome> outcomes =
        here.put(
            here.row("T", refused, null),
            here.row("T", new UUID(0, 1), refused),
            here.row("T", new UUID(0, 2), null));
    assertThat(outcomes)
        .extracting(outcome -> outcome instanceof UploadOutcome.Failed)
        .containsExactly(!takesAll, !takesAll, false);
    ScopeCopy.assertStored(here.delete("T", refused));
    here.store(here.row("T", seventh, null));
    assertSame(here, there);
    assertThat(there.values("T", 0)).hasSize(takesAll ? 3 : 2).contains(seventh, new UUID(0, 2));
    ScopeCopy.assertStored(here.delete("T", seventh));
    assertSame(here, there);
    assertThat(there.values("T", 0)).doesNotContain(seventh);
  }

  @Test
  void what_the_database_computes_or_fills_in_reaches_the_writer() throws Exception {
    String stored = kind == DatabaseKind.POSTGRES ? " STORED" : "";
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, N INT DEFAULT 5, M INT NOT NULL, DOUBLED INT GENERATED ALWAYS AS (M * 2)"
            + stored
            + ", LABEL VARCHAR(9) DEFAULT 'none', HIDDEN INT DEFAULT 42 NOT NULL)");
    server.serve(table("T"));
    ScopeCopy here = server.copy();
    ScopeCopy there = server.copy();
    assertSame(here, there);
    here.store(here.row("T", 1, null, 21, -1, null, 0));
    assertThat(here.values("T", 3)).containsExactly(42);
    assertSame(here, there);
    here.store(here.row("T", 1, 1, 22, 42, "x", 0));
    here.download();
    assertThat(here.values("T", 3)).containsExactly(44);
    assertSame(here, there);
    server.execute("UPDATE T SET M = 3", "INSERT INTO T (ID, M) VALUES (2, 4)");
    assertSame(here, there);
    assertThat(there.values("T", 3)).containsExactly(6, 8);
    assertThat(there.values("T", 4)).containsExactly("x", "none");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void h18_what_the_users_own_triggers_do_reaches_everybody(boolean byUpload) throws Exception {
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20))",
        "CREATE TABLE TALLY (ID INT PRIMARY KEY, N INT)",
        "INSERT INTO TALLY VALUES (0, 0)",
        "INSERT INTO T VALUES (1, 'one')");
    server.serve(table("T"), table("TALLY"));
    OwnTriggers.create(server, kind);
    ScopeCopy here = server.copy();
    ScopeCopy there = server.copy();
    assertSame(here, there);
    if (byUpload) {
      here.store(here.row("T", 1, "uno"), here.row("T", 2, "two"));
    } else {
      server.execute("UPDATE T SET NAME = 'uno'", "INSERT INTO T VALUES (2, 'two')");
    }
    assertSame(here, there);
    assertThat(here.values("T", 1)).containsExactly("uno!", "two!");
    assertThat(there.values("TALLY", 1)).containsExactly(2);
    // the device's own tally is as old as what it saw
    here.store(here.row("TALLY", 0, 100));
    ScopeCopy.assertStored(here.delete("T", 2));
    assertSame(here, there);
    assertThat(here.values("TALLY", 1)).containsExactly(101);
  }
}
