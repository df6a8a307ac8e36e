package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.Change;
import org.syncline.model.ChangeSink;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredFilter;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jpa.MappedUnit;
import org.syncline.store.provision.Provisioning;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.NewDatabase;

/** Two scopes over one table, with other columns and other filters. */
@EachDatabase
class TwoScopesTest {
  @Parameter DatabaseKind kind;
  private NewDatabase database;
  private HikariDataSource pool;
  private MappedUnit unit;
  private Service byRegion;
  private Service byPrice;
  private FeedStore feeds;
  private Uploads uploads;
  private Downloads downloads;

  @BeforeEach
  void open() throws Exception {
    database = kind.create();
    pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, REGION INT, PRICE DECIMAL(10, 2), NAME VARCHAR(9))");
    unit = MappedUnit.withoutClasses(pool);
    byRegion = service("ByRegion", "REGION", SqlServerType.INT);
    byPrice = service("ByPrice", "PRICE", SqlServerType.DECIMAL);
    List<Service> services = List.of(byRegion, byPrice);
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    Provisioning provisioning = new Provisioning(kind.dialect(), tables.values());
    try (Connection connection = pool.getConnection()) {
      provisioning.createTables(connection);
      provisioning.track(connection);
    }
    Sequencer sequencer =
        new Sequencer(pool, kind.dialect(), tables, false, Duration.ofSeconds(10));
    feeds = new JdbcFeedStore(pool, kind.dialect(), sequencer, services, tables);
    downloads = new Downloads(feeds);
    uploads =
        new Uploads(
            new JdbcUploadStore(pool, kind.dialect(), unit.writer(), services, tables),
            feeds,
            ConflictPolicy.CLIENT_WINS);
  }

  @AfterEach
  void close() throws Exception {
    unit.close();
    pool.close();
    database.close();
  }

  /** Has the key, the name and the column that it is filtered by. */
  private Service service(String name, String filter, SqlServerType type) {
    List<ConfiguredColumn> columns =
        List.of(
            new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
            new ConfiguredColumn(filter, filter, type, false, true),
            new ConfiguredColumn("NAME", "Name", SqlServerType.NVARCHAR, false, true));
    return unit.service(
        new ConfiguredScope(
            name,
            List.of(
                new ConfiguredTable(
                    "T", "T", columns, List.of(new ConfiguredFilter(filter, "p", type))))));
  }

  @Test
  void a_row_that_leaves_one_scope_by_its_column_stays_in_the_other() throws Exception {
    execute("INSERT INTO T VALUES (1, 10, 5.00, 'one')");
    Device north = new Device(byRegion, 10);
    Device cheap = new Device(byPrice, new BigDecimal("5"));
    north.download();
    cheap.download();
    assertThat(north.names()).containsExactly("one");
    assertThat(cheap.names()).containsExactly("one");

    assertThat(north.upload(1, 20, "moved")).isInstanceOf(UploadOutcome.Accepted.class);
    north.download();
    cheap.download();
    assertThat(north.names()).isEmpty();
    assertThat(cheap.names()).containsExactly("moved");
    assertThat(text("SELECT PRICE FROM T")).isEqualTo("5.00");
  }

  @Test
  void a_row_that_was_never_in_the_scope_is_taken_back_from_its_sender() throws Exception {
    Device north = new Device(byRegion, 10);
    north.download();
    assertThat(north.upload(2, 20, "south")).isInstanceOf(UploadOutcome.Inserted.class);
    north.download();
    assertThat(north.names()).isEmpty();
    assertThat(text("SELECT NAME FROM T")).isEqualTo("south");
  }

  @Test
  void a_value_that_is_equal_to_the_parameter_is_within_the_filter() throws Exception {
    Device cheap = new Device(byPrice, new BigDecimal("5"));
    cheap.download();
    BigDecimal price = new BigDecimal("5.000");
    assertThat(cheap.upload(3, price, "new")).isInstanceOf(UploadOutcome.Inserted.class);
    assertThat(cheap.upload(3, price, "newer")).isInstanceOf(UploadOutcome.Accepted.class);
    cheap.download();
    assertThat(cheap.names()).containsExactly("newer");
    assertThat(text("SELECT NAME FROM T")).isEqualTo("newer");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** One copy of one scope. */
  private final class Device implements ChangeSink {
    private final Scope scope;
    private final Map<String, Row> rows = new TreeMap<>();
    private ReplicaState state;
    private int taken;

    Device(Service service, Object parameter) {
      scope = service.scopes().get(0);
      List<Object> parameters = List.of(parameter);
      try (FeedSnapshot snapshot = feeds.open(scope, parameters)) {
        state = ReplicaState.fresh(UUID.randomUUID(), snapshot.epoch(), parameters);
      }
    }

    void download() {
      Download answer;
      do {
        taken = 0;
        answer = downloads.download(scope, state, this);
        state = answer.next();
      } while (answer.more());
    }

    UploadOutcome upload(int id, Object filtered, String name) {
      Row row = new Row(scope.tables().get(0).type(), new Object[] {id, filtered, name});
      boolean insert = !rows.containsKey(row.key().toString());
      rows.put(row.key().toString(), row);
      UploadedChange change = new UploadedChange(new Change.Live(row), insert ? "t" : null, insert);
      UploadRequest request =
          new UploadRequest(
              Optional.of(state), state.toString(), state.parameters(), List.of(change));
      Upload answer = uploads.upload(scope, request);
      state = answer.next();
      return answer.outcomes().get(0);
    }

    List<Object> names() {
      return rows.values().stream().map(row -> row.value(2)).toList();
    }

    @Override
    public boolean row(RowView row, int order) {
      Row copy = Row.copyOf(row);
      rows.put(copy.key().toString(), copy);
      return ++taken > 0;
    }

    @Override
    public boolean tombstone(RowKey key, int order) {
      rows.remove(key.toString());
      return ++taken > 0;
    }

    @Override
    public int size() {
      return taken;
    }
  }
}
