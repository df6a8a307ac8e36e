package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.NewDatabase;

class MariaDbIdsTest {
  private static final Dialect DIALECT = DatabaseKind.MARIADB.dialect();

  /** Ids of every version with every byte in the place of the variant. */
  private static List<UUID> ids() {
    List<UUID> ids = new ArrayList<>();
    for (long version = 0; version < 16; version++) {
      for (long variant = 0; variant < 256; variant++) {
        ids.add(new UUID(0x633ef3b93e79056dL | version << 12, 0x94083c5fa3fcc6L | variant << 56));
      }
    }
    return ids;
  }

  @Test
  void exactly_the_ids_that_the_server_takes_are_known_as_such() throws SQLException {
    try (NewDatabase database = DatabaseKind.MARIADB.create();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE T (ID UUID PRIMARY KEY)");
      connection.setAutoCommit(false);
      List<UUID> taken = new ArrayList<>();
      for (UUID id : ids()) {
        if (isTaken(statement, id)) {
          taken.add(id);
        }
      }
      assertThat(taken).hasSizeBetween(1, ids().size() - 1);
      assertThat(ids().stream().filter(MariaDbDialect::isStorable))
          .containsExactlyElementsOf(taken);
      assertThat(ids().stream().filter(id -> finds(connection, id)))
          .containsExactlyElementsOf(taken);
    }
  }

  private static boolean isTaken(Statement statement, UUID id) {
    try {
      return statement.executeUpdate("INSERT INTO T VALUES ('" + id + "')") == 1;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("Incorrect uuid value");
      return false;
    }
  }

  private static boolean finds(Connection connection, UUID id) {
    try (PreparedStatement find = connection.prepareStatement("SELECT 1 FROM T WHERE ID = ?")) {
      DIALECT.bind(find, 1, id);
      try (ResultSet found = find.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw new AssertionError("looking for " + id, e);
    }
  }
}
