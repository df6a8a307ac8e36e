package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.testkit.ConfiguredServer;
import org.syncline.testkit.ScopeCopy;

/** Two scopes over one table, with other columns and other filters. */
class TwoScopesTest extends OnConfiguredServer {
  @BeforeEach
  void open() throws Exception {
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, REGION INT, PRICE DECIMAL(10, 2), NAME VARCHAR(9))");
    server.serve(
        scope("ByRegion", "REGION", SqlServerType.INT),
        scope("ByPrice", "PRICE", SqlServerType.DECIMAL));
  }

  /** Has the key, the name and the column that it is filtered by. */
  private static ConfiguredScope scope(String name, String filter, SqlServerType type) {
    List<ConfiguredColumn> columns =
        List.of(
            new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
            new ConfiguredColumn(filter, filter, type, false, true),
            new ConfiguredColumn("NAME", "Name", SqlServerType.NVARCHAR, false, true));
    return new ConfiguredScope(
        name,
        List.of(
            new ConfiguredTable("T", "T", columns, List.of(ConfiguredServer.by(filter, type)))));
  }

  @Test
  void a_row_that_leaves_one_scope_by_its_column_stays_in_the_other() throws Exception {
    server.execute("INSERT INTO T VALUES (1, 10, 5.00, 'one')");
    ScopeCopy north = server.copyOf("ByRegion", 10);
    ScopeCopy cheap = server.copyOf("ByPrice", new BigDecimal("5"));
    north.download();
    cheap.download();
    assertThat(north.values("T", 2)).containsExactly("one");
    assertThat(cheap.values("T", 2)).containsExactly("one");

    assertThat(north.put(north.row("T", 1, 20, "moved")))
        .hasExactlyElementsOfTypes(UploadOutcome.Accepted.class);
    north.download();
    cheap.download();
    assertThat(north.values("T", 2)).isEmpty();
    assertThat(cheap.values("T", 2)).containsExactly("moved");
    assertThat(server.text("SELECT PRICE FROM T")).isEqualTo("5.00");
  }

  @Test
  void a_row_that_was_never_in_the_scope_is_taken_back_from_its_sender() throws Exception {
    ScopeCopy north = server.copyOf("ByRegion", 10);
    north.download();
    assertThat(north.put(north.row("T", 2, 20, "south")))
        .hasExactlyElementsOfTypes(UploadOutcome.Inserted.class);
    north.download();
    assertThat(north.values("T", 2)).isEmpty();
    assertThat(server.text("SELECT NAME FROM T")).isEqualTo("south");
  }

  @Test
  void a_value_that_is_equal_to_the_parameter_is_within_the_filter() throws Exception {
    ScopeCopy cheap = server.copyOf("ByPrice", new BigDecimal("5"));
    cheap.download();
    BigDecimal price = new BigDecimal("5.000");
    assertThat(cheap.put(cheap.row("T", 3, price, "new")))
        .hasExactlyElementsOfTypes(UploadOutcome.Inserted.class);
    assertThat(cheap.put(cheap.row("T", 3, price, "newer")))
        .hasExactlyElementsOfTypes(UploadOutcome.Accepted.class);
    cheap.download();
    assertThat(cheap.values("T", 2)).containsExactly("newer");
    assertThat(server.text("SELECT NAME FROM T")).isEqualTo("newer");
  }
}
