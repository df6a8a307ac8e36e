package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.NewDatabase;

/** Syncline's own tables in a database that has none. */
@EachDatabase
class FirstStartTest {
  @Parameter DatabaseKind kind;

  @Test
  void a_first_start_that_is_killed_anywhere_is_made_good_by_the_next() throws Exception {
    int statements = 0;
    while (!comesUpAfterKill(statements)) {
      statements++;
    }
    assertThat(statements).isEqualTo(kind.dialect().schema().createTables().size());
  }

  /** Whether the start came through because it has no more statements than that. */
  private boolean comesUpAfterKill(int statements) throws SQLException {
    Provisioning provisioning = new Provisioning(kind.dialect(), List.of());
    try (NewDatabase database = kind.create();
        Connection connection = database.connect()) {
      boolean through = true;
      try {
        provisioning.createTables(KilledConnection.after(statements, connection));
      } catch (SQLException e) {
        assertThat(e.getMessage()).isEqualTo("killed");
        through = false;
      }
      provisioning.createTables(connection);
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT COUNT(*) FROM SYNCLINE_CLOCK C JOIN SYNCLINE_PASS P ON P.SEQ = C.SEQ")) {
        rows.next();
        assertThat(rows.getLong(1)).as("killed after %d statements", statements).isOne();
      }
      return through;
    }
  }
}
