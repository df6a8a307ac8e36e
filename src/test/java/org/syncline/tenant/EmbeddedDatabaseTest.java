package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.store.jpa.MappedUnit;
import org.syncline.store.provision.H2Durability;

class EmbeddedDatabaseTest {
  @TempDir Path directory;

  @Test
  void h41_a_new_database_has_commits_on_disk_before_their_answer_and_keeps_it_so()
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
      assertThat(writeDelayMillis(database)).isZero();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
      assertThat(writeDelayMillis(database)).isZero();
    }
  }

  @Test
  void h41_a_database_that_can_lose_acknowledged_work_is_refused_with_the_remedy()
      throws Exception {
    EmbeddedDatabase.open(directory).close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET WRITE_DELAY 500");
    }
    assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("500 ms")
        .hasMessageContaining("SET WRITE_DELAY 0");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET WRITE_DELAY 0");
    }
    EmbeddedDatabase.open(directory).close();
  }

  @Test
  void a_script_runs_and_one_that_cannot_is_told_with_what_to_do() throws Exception {
    Path script = directory.resolve("tables.sql");
    Files.writeString(script, "CREATE TABLE A (N INT); -- ä\nINSERT INTO A VALUES (1), (2);");
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
      database.run(script);
      try (Connection connection = database.pool().getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(statement.executeUpdate("DELETE FROM A")).isEqualTo(2);
      }
      assertThatThrownBy(() -> database.run(script))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("tables.sql")
          .hasMessageContaining("CREATE TABLE IF NOT EXISTS");
      assertThatThrownBy(() -> database.run(directory.resolve("none.sql")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("none.sql");
    }
  }

  @Test
  void a_database_that_does_not_open_is_reported_with_the_files_that_matter() throws Exception {
    EmbeddedDatabase.open(directory).close();
    Files.writeString(directory.resolve("h2.password"), "wrong");
    assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("default.mv.db")
        .hasMessageContaining("h2.password");
  }

  @Test
  void its_files_and_new_directories_are_for_their_owner_only() throws Exception {
    Path deep = directory.resolve("new/data");
    EmbeddedDatabase.open(deep).close();
    Path file = deep.resolve("default.mv.db");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(deep)).isEqualTo("rwx------");
    // made by an earlier version
    Path trace = Files.writeString(deep.resolve("default.trace.db"), "");
    for (Path old : List.of(file, trace)) {
      Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
    }
    EmbeddedDatabase.open(deep).close();
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(trace)).isEqualTo("rw-------");
  }

  @Test
  void its_log_has_real_errors_and_not_the_questions_of_a_start() throws Exception {
    Path trace = directory.resolve("default.trace.db");
    for (int start = 1; start <= 2; start++) {
      try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
        database.probing(() -> MappedUnit.open("lists", database.pool())).close();
      }
      assertThat(trace).doesNotExist();
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
      database.probing(() -> MappedUnit.open("lists", database.pool())).close();
      try (Connection connection = database.pool().getConnection();
          Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute("SELECT 1 FROM NOWHERE"))
            .isInstanceOf(SQLException.class);
      }
    }
    assertThat(trace).content().contains("NOWHERE");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void secrets_are_made_once_and_readable_by_their_owner_only() throws Exception {
    Path file = directory.resolve("deep/key");
    byte[] first = KeptSecret.in(file, () -> new byte[] {1, 2, 3});
    assertThat(KeptSecret.in(file, () -> new byte[] {4})).isEqualTo(first);
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + directory.resolve("default"),
        "sa",
        Files.readString(directory.resolve("h2.password")));
  }

  private static int writeDelayMillis(EmbeddedDatabase database) throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      return H2Durability.runningWriteDelayMillis(connection);
    }
  }
}
