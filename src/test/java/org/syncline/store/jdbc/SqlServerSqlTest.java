package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.FeedSnapshot;
import org.syncline.engine.LostVersion;
import org.syncline.engine.UploadTransaction;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.RowKey;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.ConflictRule;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.store.provision.Provisioning;
import org.syncline.store.provision.SqlServerSafety;

/**
 * All that Syncline would say to SQL Server can be read as Transact-SQL. That it does what it is
 * meant to do is shown nowhere: no server was at hand.
 */
class SqlServerSqlTest {
  private static final SqlServerDialect DIALECT = new SqlServerDialect();
  private static final UUID SOMEBODY = new UUID(1, 2);

  /** A column type that may be a key, and a value of it. */
  private record KeyType(String sqlType, EdmType type, Object sample) {
    List<Object> described(String name) {
      return column(name, sqlType, sqlType.equals("nvarchar") ? 80 : 8, true);
    }
  }

  private static List<Object> column(String name, String type, int bytes, boolean exact) {
    boolean text = type.endsWith("char");
    String collation = exact ? SqlServerColumn.EXACT : "Latin1_General_CI_AS";
    return Arrays.asList(name, type, bytes, 20, 4, text ? collation : null, false);
  }

  private static final List<KeyType> KEYS =
      List.of(
          new KeyType("bit", EdmType.BOOLEAN, true),
          new KeyType("smallint", EdmType.SBYTE, (byte) -1),
          new KeyType("tinyint", EdmType.BYTE, (short) 255),
          new KeyType("smallint", EdmType.INT16, (short) 1),
          new KeyType("int", EdmType.INT32, 1),
          new KeyType("bigint", EdmType.INT64, 1L),
          new KeyType("decimal", EdmType.DECIMAL, new BigDecimal("1.5")),
          new KeyType("nvarchar", EdmType.STRING, "it's \"so\""),
          new KeyType("uniqueidentifier", EdmType.GUID, SOMEBODY),
          new KeyType("date", EdmType.DATE_TIME, LocalDateTime.of(2024, 1, 2, 0, 0)),
          new KeyType("datetime2", EdmType.DATE_TIME, LocalDateTime.of(2024, 1, 2, 3, 4)),
          new KeyType(
              "datetimeoffset",
              EdmType.DATE_TIME_OFFSET,
              OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC)),
          new KeyType("time", EdmType.TIME, Duration.ofHours(3)));

  /** A table and how it is synchronised. */
  private record Case(KeyType key, int keys, int filters) {
    private EntityType type() {
      return new EntityType(
          "Notes",
          "Note",
          List.of(
              new Property("Part", key.type, false, true),
              new Property("ID", EdmType.INT32, false, keys == 2),
              new Property("Owner", key.type, true, false),
              new Property("Region", EdmType.INT32, true, false),
              new Property("Name", EdmType.STRING, true, false),
              new Property("Size", EdmType.DOUBLE, true, false),
              new Property("Image", EdmType.BINARY, true, false)));
    }

    private ScopeTable table() {
      return new ScopeTable(
          0,
          type(),
          "NOTE",
          List.of("PART", "ID", "OWNER", "REGION", "NAME", "SIZE", "IMAGE"),
          List.of(new Filter(2, 0), new Filter(3, 1)).subList(0, filters),
          new ConflictRule.ByService(),
          true);
    }

    private Service service() {
      List<Parameter> parameters =
          List.of(new Parameter("owner", key.type), new Parameter("region", EdmType.INT32));
      Scope scope = new Scope("Notes", "Notes", List.of(table()), parameters.subList(0, filters));
      return new Service(
          "Lists",
          "lists",
          List.of(scope),
          ConflictPolicy.CLIENT_WINS,
          Service.DEFAULT_BATCH_BYTES);
    }

    private List<Object> keyValues() {
      return List.<Object>of(key.sample, 1).subList(0, keys);
    }

    private List<Object> parameters() {
      return List.<Object>of(key.sample, 2).subList(0, filters);
    }
  }

  static Stream<Case> cases() {
    return KEYS.stream()
        .flatMap(key -> Stream.of(new Case(key, 1, 0), new Case(key, 2, 1), new Case(key, 1, 2)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_parser_reads_all_that_is_said(Case of) throws Exception {
    RecordedServer server = server(of);
    Service service = of.service();
    Map<String, TrackedTable> tables = TrackedTable.of(List.of(service));

    provision(server, tables);
    Sequencer sequencer = new Sequencer(server.pool(), DIALECT, tables, false, Duration.ofDays(1));
    sequencer.number();
    sequencer.waiting(server.connection(), 3);
    new HistoryPurge(server.pool(), DIALECT, tables.values()).olderThan(Duration.ofDays(1));
    new ConflictPurge(server.pool(), DIALECT).olderThan(Duration.ofDays(1));
    seeReplicas(server);
    Scope scope = service.scopes().get(0);
    download(
        of, scope, new JdbcFeedStore(server.pool(), DIALECT, sequencer, List.of(service), tables));
    upload(
        of,
        scope,
        new JdbcUploadStore(
            server.pool(), DIALECT, (c, s, changes, absent) -> {}, List.of(service), tables));
    server.statements.add(DIALECT.readClock());
    server.statements.add(SqlServerDialect.SESSION);
    TableSql sql = new TableSql(DIALECT, scope.tables().get(0), tables.get("NOTE"));
    server.statements.addAll(List.of(sql.set(4, "?"), sql.set(4, "DEFAULT")));

    assertThat(refused(server.statements)).isEmpty();
    assertThat(Set.copyOf(server.statements)).hasSizeGreaterThan(60);
  }

  private static RecordedServer server(Case of) {
    RecordedServer server = new RecordedServer();
    List<List<Object>> columns =
        List.of(
            of.key.described("PART"),
            column("ID", "int", 4, true),
            of.key.described("OWNER"),
            column("REGION", "int", 4, true),
            column("NAME", "nvarchar", 400, false),
            column("SIZE", "float", 8, true),
            column("IMAGE", "varbinary", -1, true));
    server.answer("SELECT c.name, COALESCE", columns);
    server.answer("SELECT SCHEMA_NAME()", List.of(List.of("dbo")));
    server.answer("SELECT TBL, KEY_COLUMNS", List.of());
    server.answer("SELECT 1 WHERE OBJECT_ID", List.of());
    server.answer("SELECT x.name", List.of());
    server.answer("SELECT m.definition", List.of());
    server.answer("SELECT ID, SEQ, WRITER", List.of());
    String filters = ValueText.write(of.parameters());
    server.answer(
        "SELECT ID, TBL, OP",
        List.of(
            List.of(
                1L, "NOTE", "U", ValueText.write(of.keyValues()), filters, filters, SOMEBODY, 1L)));
    return server;
  }

  private static void provision(RecordedServer server, Map<String, TrackedTable> tables)
      throws SQLException {
    TrackedTable table = tables.get("NOTE");
    SchemaDialect schema = DIALECT.schema();
    Provisioning provisioning = new Provisioning(DIALECT, tables.values());
    provisioning.alone(
        server.connection(),
        () -> {
          provisioning.createTables(server.connection());
          provisioning.track(server.connection());
        });
    provisioning.missing(server.connection());
    provisioning.missingTriggers(server.connection());
    assertThat(schema.dropTriggers(server.connection(), table)).isEmpty();
    server.answer("SELECT 1 WHERE OBJECT_ID", List.of(List.of(1)));
    server.statements.addAll(schema.dropTriggers(server.connection(), table));
    SqlServerSafety.problems(server.connection());
  }

  private static void seeReplicas(RecordedServer server) throws SQLException {
    KnownReplicas replicas = new KnownReplicas(server.pool(), DIALECT);
    replicas.seen(List.of(new KnownReplicas.Sighting(SOMEBODY, "Notes", 1)));
    replicas.forecast(server.connection(), Duration.ofDays(1));
  }

  private static void download(Case of, Scope scope, JdbcFeedStore store) throws Exception {
    ScopeTable table = scope.tables().get(0);
    try (FeedSnapshot snapshot = store.open(scope, of.parameters())) {
      snapshot.holds(snapshot.head());
      snapshot.applied(SOMEBODY, 1);
      snapshot.rows(table, List.of()).next();
      snapshot.rows(table, of.keyValues()).next();
      snapshot.changes(table, 0, 5).next();
      snapshot.unnumbered(10);
    }
  }

  private static void upload(Case of, Scope scope, JdbcUploadStore store) throws Exception {
    RowKey key = new RowKey(scope.tables().get(0).type(), of.keyValues());
    Change gone = new Change.Tombstone(key);
    try (UploadTransaction upload = store.begin(scope)) {
      upload.lastUploadFrom(SOMEBODY);
      upload.claim(new byte[32], SOMEBODY, 0, 7);
      upload.reclaim(new byte[32], SOMEBODY, 0, 7);
      upload.outcomesUnaware(SOMEBODY, 1);
      upload.outcomeOf(1);
      upload.hold(List.of(key));
      upload.write(List.of(gone));
      upload.attempt(() -> true);
      upload.echo(key);
      upload.withdraw(key, of.parameters());
      upload.keepOwn(List.of());
      upload.newestChanges(key, 3);
      upload.keepLost(List.of(new LostVersion(gone, true, "because")), of.parameters());
      upload.complete(1, new byte[0]);
      upload.commit();
    }
  }

  private static Map<String, List<String>> refused(List<String> statements) {
    Map<String, List<String>> refused = new TreeMap<>();
    for (String sql : statements) {
      List<String> errors = TransactSql.errors(sql);
      if (!errors.isEmpty()) {
        refused.put(sql, errors);
      }
    }
    return refused;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 FROM [T] WHERE [ID] = ? FOR UPDATE",
        "SELECT 1 FROM SYNCLINE_LOG WHERE SEQ IS NULL FETCH FIRST 1 ROWS ONLY",
        "SELECT 1 FROM SYNCLINE_LOG WHERE SEQ IS NULL OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY",
        "DELETE FROM SYNCLINE_LOG WHERE SEQ <= ? LIMIT ?",
        "SELECT F_KEY FROM [T] WHERE GONE = TRUE",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_SEED (UNIT NVARCHAR(256))",
        "CREATE INDEX IF NOT EXISTS X ON SYNCLINE_LOG (SEQ)",
        "IF OBJECT_ID(N'T', N'U') IS NULL CREATE TABLE T (A INT",
        "MERGE INTO [T] WITH (HOLDLOCK) AS T USING (SELECT ? AS K0) AS S WHEN MATCHED THEN DELETE",
        "CREATE OR ALTER TRIGGER [X] ON [T] AFTER INSERT, UPDATE, DELETE AS /* syncline 0123456789abcdef */ BEGIN\n  INSERT INTO L (A) SELECT FROM inserted AS i;\nEND",
        "CREATE OR ALTER TRIGGER [X] ON [T] AFTER INSERT, UPDATE, DELETE AS /* syncline 0123456789abcdef */ BEGIN\n  SET NOCOUNT ON;\n  INSERT INTO L (A) SELECT 1 FROM inserted AS i WHERE (i.[A] = 1;\nEND",
        "CREATE OR ALTER TRIGGER [X] BEFORE INSERT ON [T] FOR EACH ROW INSERT INTO L (A) VALUES (1)",
        "SELECT \"ID\" FROM \"T\"",
        "UPDATE [T] SET [A] = ? WHERE",
        "EXEC something_else"
      })
  void the_parser_refuses_what_is_broken_or_for_another_database(String sql) {
    assertThat(TransactSql.errors(sql)).isNotEmpty();
  }

  /** So that the parser is known to read what the others' statements are made of, too. */
  @Test
  void the_parser_would_notice_statements_of_the_other_databases() {
    TrackedTable table = TrackedTable.of(List.of(cases().toList().get(1).service())).get("NOTE");
    List<String> others = new ArrayList<>();
    for (Dialect dialect : List.of(new H2Dialect(), new PostgresDialect(), new MariaDbDialect())) {
      others.add(dialect.mergeTracking(table));
      others.add(dialect.deleteSome("SYNCLINE_LOG", "SEQ <= ?"));
      others.add(dialect.locking("SEQ", "SYNCLINE_CLOCK", "ID = 1"));
      others.add(dialect.first("SELECT SEQ FROM SYNCLINE_LOG", "1"));
    }
    assertThat(others).allSatisfy(sql -> assertThat(TransactSql.errors(sql)).isNotEmpty());
  }

  @Test
  void names_are_quoted_whatever_is_in_them() {
    assertThat(DIALECT.quote("a]b")).isEqualTo("[a]]b]");
    assertThat(SqlServerTrigger.literal("it's")).isEqualTo("N'it''s'");
    String longName = "A".repeat(128);
    TrackedTable table = new TrackedTable(longName, List.of(), List.of());
    assertThat(DIALECT.trackingName(table)).startsWith("SYNCLINE_TRK_AAA").hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {1205, 1222, 3960, 3930, 3998})
  void h23_a_transaction_that_is_gone_is_told_from_a_row_that_is_refused(int code) {
    SQLException gone = new SQLException("gone", "S0001", code);
    assertThat(LostTransaction.isToldBy(gone)).isTrue();
    assertThat(DIALECT.isDuplicateKey(gone)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2627, 2601})
  void a_key_that_is_there_already_loses_no_transaction(int code) {
    SQLException twice = new SQLException("twice", "23000", code);
    assertThat(DIALECT.isDuplicateKey(twice)).isTrue();
    assertThat(LostTransaction.isToldBy(twice)).isFalse();
  }

  @Test
  void h41_says_what_is_wrong_with_a_database_and_how_to_mend_it() throws Exception {
    RecordedServer server = new RecordedServer();
    server.answer(
        "SELECT d.compatibility_level", List.of(List.of(140, 0, 0, 1, 1, "li]sts", 0, "dbo")));
    String all =
        SqlServerSafety.problems(server.connection()).stream().collect(Collectors.joining("\n"));
    assertThat(all)
        .contains("compatibility level is 140")
        .contains("ALTER DATABASE [li]]sts] SET ALLOW_SNAPSHOT_ISOLATION ON")
        .contains("READ_COMMITTED_SNAPSHOT ON")
        .contains("DELAYED_DURABILITY = DISABLED")
        .contains("read-only")
        .contains("nested triggers");

    server.answer(
        "SELECT d.compatibility_level", List.of(List.of(150, 1, 1, 0, 0, "lists", 1, "dbo")));
    assertThat(SqlServerSafety.problems(server.connection())).isEmpty();
  }
}
