package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.EdmType;
import org.syncline.store.provision.Provisioning;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.NewDatabase;

/**
 * What triggers write of keys and filter columns is, to the last character, what the engine does.
 */
class KeyTextTest {
  private static final int VALUES = 150;
  private static final String EXACT = " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

  /** A column type that may be a key, and how many digits of a second it keeps. */
  private record KeyType(DatabaseKind kind, String sqlType, EdmType type, int digits) {
    @Override
    public String toString() {
      return kind + " " + sqlType + " as " + type;
    }
  }

  static Stream<KeyType> accepted() {
    DatabaseKind h2 = DatabaseKind.H2;
    DatabaseKind postgres = DatabaseKind.POSTGRES;
    DatabaseKind maria = DatabaseKind.MARIADB;
    return Stream.of(
        new KeyType(h2, "BOOLEAN", EdmType.BOOLEAN, 0),
        new KeyType(h2, "TINYINT", EdmType.SBYTE, 0),
        new KeyType(h2, "SMALLINT", EdmType.BYTE, 0),
        new KeyType(h2, "SMALLINT", EdmType.INT16, 0),
        new KeyType(h2, "INTEGER", EdmType.INT32, 0),
        new KeyType(h2, "BIGINT", EdmType.INT64, 0),
        new KeyType(h2, "REAL", EdmType.SINGLE, 0),
        new KeyType(h2, "DOUBLE PRECISION", EdmType.DOUBLE, 0),
        new KeyType(h2, "NUMERIC(38, 10)", EdmType.DECIMAL, 0),
        new KeyType(h2, "DECFLOAT", EdmType.DECIMAL, 0),
        new KeyType(h2, "VARCHAR", EdmType.STRING, 0),
        new KeyType(h2, "UUID", EdmType.GUID, 0),
        new KeyType(h2, "VARBINARY", EdmType.BINARY, 0),
        new KeyType(h2, "DATE", EdmType.DATE_TIME, 0),
        new KeyType(h2, "TIMESTAMP", EdmType.DATE_TIME, 6),
        new KeyType(h2, "TIMESTAMP(9)", EdmType.DATE_TIME, 9),
        new KeyType(h2, "TIMESTAMP(9) WITH TIME ZONE", EdmType.DATE_TIME_OFFSET, 9),
        new KeyType(h2, "TIME(9)", EdmType.TIME, 9),
        new KeyType(postgres, "boolean", EdmType.BOOLEAN, 0),
        new KeyType(postgres, "smallint", EdmType.SBYTE, 0),
        new KeyType(postgres, "smallint", EdmType.BYTE, 0),
        new KeyType(postgres, "smallint", EdmType.INT16, 0),
        new KeyType(postgres, "integer", EdmType.INT32, 0),
        new KeyType(postgres, "bigint", EdmType.INT64, 0),
        new KeyType(postgres, "bigint", EdmType.INT32, 0),
        new KeyType(postgres, "numeric", EdmType.DECIMAL, 0),
        new KeyType(postgres, "numeric(40, 12)", EdmType.DECIMAL, 0),
        new KeyType(postgres, "bigint", EdmType.DECIMAL, 0),
        new KeyType(postgres, "text", EdmType.STRING, 0),
        new KeyType(postgres, "varchar(100)", EdmType.STRING, 0),
        new KeyType(postgres, "uuid", EdmType.GUID, 0),
        new KeyType(postgres, "an_id", EdmType.GUID, 0),
        new KeyType(postgres, "bytea", EdmType.BINARY, 0),
        new KeyType(postgres, "date", EdmType.DATE_TIME, 0),
        new KeyType(postgres, "timestamp", EdmType.DATE_TIME, 6),
        new KeyType(postgres, "timestamp(3)", EdmType.DATE_TIME, 3),
        new KeyType(postgres, "timestamptz", EdmType.DATE_TIME_OFFSET, 6),
        new KeyType(postgres, "time", EdmType.TIME, 6),
        new KeyType(maria, "BOOLEAN", EdmType.BOOLEAN, 0),
        new KeyType(maria, "BIT(1)", EdmType.BOOLEAN, 0),
        new KeyType(maria, "TINYINT", EdmType.SBYTE, 0),
        new KeyType(maria, "TINYINT UNSIGNED", EdmType.BYTE, 0),
        new KeyType(maria, "SMALLINT", EdmType.INT16, 0),
        new KeyType(maria, "INT", EdmType.INT32, 0),
        new KeyType(maria, "BIGINT", EdmType.INT64, 0),
        new KeyType(maria, "DECIMAL(38, 10)", EdmType.DECIMAL, 0),
        new KeyType(maria, "VARCHAR(100)" + EXACT, EdmType.STRING, 0),
        new KeyType(maria, "UUID", EdmType.GUID, 0),
        new KeyType(maria, "VARBINARY(100)", EdmType.BINARY, 0),
        new KeyType(maria, "DATE", EdmType.DATE_TIME, 0),
        new KeyType(maria, "DATETIME", EdmType.DATE_TIME, 0),
        new KeyType(maria, "DATETIME(6)", EdmType.DATE_TIME, 6),
        new KeyType(maria, "DATETIME(6)", EdmType.DATE_TIME_OFFSET, 6),
        new KeyType(maria, "TIMESTAMP(6)", EdmType.DATE_TIME, 6),
        new KeyType(maria, "TIMESTAMP(6)", EdmType.DATE_TIME_OFFSET, 6),
        new KeyType(maria, "TIME(6)", EdmType.TIME, 6));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void a_trigger_writes_what_the_engine_writes(KeyType key) throws Exception {
    long seed = new Random().nextLong();
    try (NewDatabase database = key.kind.create();
        Connection connection = database.connect()) {
      TrackedTable table = table(key.type);
      track(connection, key, table);
      List<Object> values = values(key, new Random(seed));
      insert(connection, values, key);
      execute(connection, "UPDATE \"T\" SET \"V\" = 2");
      List<String> expected = texts(connection, key);
      assertThat(expected).as("distinct values, seed %d", seed).hasSizeGreaterThan(1);
      for (String op : List.of("I", "U")) {
        assertThat(logged(connection, op, "PK")).as("seed %d", seed).isEqualTo(expected);
        assertThat(logged(connection, op, "NEW_F")).as("seed %d", seed).isEqualTo(expected);
      }
      execute(connection, "DELETE FROM \"T\"");
      assertThat(logged(connection, "D", "PK")).as("seed %d", seed).isEqualTo(expected);
      assertThat(logged(connection, "D", "OLD_F")).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static void track(Connection connection, KeyType key, TrackedTable table)
      throws SQLException {
    if (key.sqlType.equals("an_id")) {
      execute(connection, "CREATE DOMAIN an_id AS uuid");
    }
    if (key.sqlType.contains("case_blind")) {
      execute(
          connection,
          "CREATE COLLATION case_blind"
              + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }
    execute(
        connection,
        "CREATE TABLE \"T\" (\"K\" %s PRIMARY KEY, \"F\" %s, \"V\" INT)"
            .formatted(key.sqlType, key.sqlType));
    Provisioning provisioning = new Provisioning(key.kind.dialect(), List.of(table));
    provisioning.createTables(connection);
    provisioning.track(connection);
  }

  private static TrackedTable table(EdmType type) {
    return new TrackedTable(
        "T",
        List.of(new TrackedTable.Column("K", type)),
        List.of(new TrackedTable.Column("F", type)));
  }

  /** Each value as key and as filter; those that the database takes for equal only once. */
  private static void insert(Connection connection, List<Object> values, KeyType key)
      throws SQLException {
    Dialect dialect = key.kind.dialect();
    Set<List<Object>> known = new HashSet<>();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO \"T\" VALUES (?, ?, 1)")) {
      for (Object value : values) {
        List<Object> same = ValueText.read(ValueText.write(List.of(value)), List.of(key.type));
        if (value instanceof byte[] || known.add(same)) {
          dialect.bind(insert, 1, value);
          dialect.bind(insert, 2, value);
          insert.executeUpdate();
        }
      }
    }
  }

  /** Of every row as it was read, which must be found again by that value and by its text. */
  private static List<String> texts(Connection connection, KeyType key) throws SQLException {
    Dialect dialect = key.kind.dialect();
    List<String> texts = new ArrayList<>();
    try (PreparedStatement find =
            connection.prepareStatement("SELECT COUNT(*) FROM \"T\" WHERE \"K\" = ?");
        Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery("SELECT " + dialect.selected("\"K\"", key.type) + " FROM \"T\"")) {
      while (rows.next()) {
        Object value = dialect.read(rows, 1, key.type);
        String text = ValueText.write(List.of(value));
        texts.add(text);
        List<Object> again = ValueText.read(text, List.of(key.type));
        assertThat(ValueText.write(again)).isEqualTo(text);
        for (Object one : List.of(value, again.get(0))) {
          dialect.bind(find, 1, one);
          try (ResultSet found = find.executeQuery()) {
            found.next();
            assertThat(found.getInt(1)).as("rows with key %s", text).isOne();
          }
        }
      }
    }
    return texts.stream().sorted().toList();
  }

  private static List<String> logged(Connection connection, String op, String column)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + column + " FROM SYNCLINE_LOG WHERE OP = ?")) {
      select.setString(1, op);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts.stream().sorted().toList();
  }

  static Stream<KeyType> refused() {
    DatabaseKind h2 = DatabaseKind.H2;
    DatabaseKind postgres = DatabaseKind.POSTGRES;
    DatabaseKind maria = DatabaseKind.MARIADB;
    return Stream.of(
        new KeyType(h2, "CHAR(5)", EdmType.STRING, 0),
        new KeyType(h2, "VARCHAR_IGNORECASE", EdmType.STRING, 0),
        new KeyType(h2, "BINARY(5)", EdmType.BINARY, 0),
        new KeyType(h2, "ENUM('a', 'b')", EdmType.STRING, 0),
        new KeyType(postgres, "char(5)", EdmType.STRING, 0),
        new KeyType(postgres, "text COLLATE case_blind", EdmType.STRING, 0),
        new KeyType(postgres, "real", EdmType.SINGLE, 0),
        new KeyType(postgres, "double precision", EdmType.DOUBLE, 0),
        new KeyType(postgres, "numeric", EdmType.INT32, 0),
        new KeyType(postgres, "varchar", EdmType.GUID, 0),
        new KeyType(maria, "CHAR(5)" + EXACT, EdmType.STRING, 0),
        new KeyType(maria, "VARCHAR(9) COLLATE utf8mb4_general_ci", EdmType.STRING, 0),
        new KeyType(maria, "VARCHAR(9) COLLATE utf8mb4_bin", EdmType.STRING, 0),
        new KeyType(maria, "VARCHAR(9) COLLATE utf8mb4_uca1400_ai_ci", EdmType.STRING, 0),
        new KeyType(maria, "ENUM('a', 'b')" + EXACT, EdmType.STRING, 0),
        new KeyType(maria, "FLOAT", EdmType.SINGLE, 0),
        new KeyType(maria, "DOUBLE", EdmType.DOUBLE, 0),
        new KeyType(maria, "INT UNSIGNED", EdmType.INT32, 0),
        new KeyType(maria, "DECIMAL(9, 2) ZEROFILL", EdmType.DECIMAL, 0));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_type_whose_equal_values_have_several_texts_is_refused(KeyType key) throws Exception {
    try (NewDatabase database = key.kind.create();
        Connection connection = database.connect()) {
      assertThatThrownBy(() -> track(connection, key, table(key.type)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("column K of table T")
          .hasMessageContaining("use ");
      execute(
          connection,
          "INSERT INTO \"T\" (\"K\") VALUES ('%s')"
              .formatted(key.type.javaType() == String.class ? "a" : "1"));
      assertThat(logged(connection, "I", "PK")).as("nothing was changed").isEmpty();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<Object> values(KeyType key, Random random) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      values.add(value(key, random));
    }
    values.addAll(edges(key));
    if (key.kind == DatabaseKind.MARIADB) {
      values.removeIf(value -> isBeyondMariaDb(value, key.sqlType.startsWith("TIMESTAMP")));
    }
    return values;
  }

  /** Years, and ids that no version of ids allows. */
  private static boolean isBeyondMariaDb(Object value, boolean isTimestamp) {
    if (value instanceof UUID id) {
      return !MariaDbDialect.isStorable(id);
    }
    if (value instanceof OffsetDateTime reading) {
      return isBeyondMariaDb(ValueText.utc(reading).toLocalDateTime(), isTimestamp);
    }
    if (value instanceof LocalDateTime reading) {
      int year = reading.getYear();
      return isTimestamp ? year < 1971 || year > 2037 : year < 1 || year > 9999;
    }
    return false;
  }

  private static List<Object> edges(KeyType key) {
    return switch (key.type) {
      case STRING ->
          List.of("", " ", "a ", "A", "a", "\u007f\u0080\u2028\ufeff\ud83d\ude00", allControls());
      case DECIMAL ->
          key.sqlType.equals("bigint")
              ? List.of(new BigDecimal("1E+5"))
              : Stream.of("0", "0.0", "-0.10", "1E+5", "100", "1E-9", "-120.500")
                  .map(BigDecimal::new)
                  .map(Object.class::cast)
                  .toList();
      case INT64 -> List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L);
      case BINARY -> List.of(new byte[0], new byte[] {0, -1});
      case DATE_TIME ->
          Stream.of(
                  "0000-01-01",
                  "-0004-02-29",
                  "0001-01-01",
                  "1582-10-10",
                  "9999-12-31",
                  "+12345-06-07")
              .map(day -> (Object) LocalDate.parse(day).atStartOfDay())
              .toList();
      case DATE_TIME_OFFSET ->
          Stream.of("0000-02-29", "-0004-02-29", "9999-12-31")
              .map(day -> (Object) LocalDate.parse(day).atTime(1, 2, 3).atOffset(ZoneOffset.UTC))
              .toList();
      case TIME -> List.of(Duration.ZERO, Duration.ofSeconds(86_399));
      default -> List.of();
    };
  }

  private static String allControls() {
    StringBuilder text = new StringBuilder("\"\\/");
    for (char c = 1; c < ' '; c++) {
      text.append(c);
    }
    return text.toString();
  }

  private static Object value(KeyType key, Random random) {
    return switch (key.type) {
      case BOOLEAN -> random.nextBoolean();
      case SBYTE -> (byte) random.nextInt();
      case BYTE -> (short) random.nextInt(256);
      case INT16 -> (short) random.nextInt();
      case INT32 -> random.nextInt();
      case INT64 -> random.nextLong();
      case SINGLE -> finite(Float.intBitsToFloat(random.nextInt()));
      case DOUBLE -> finite(Double.longBitsToDouble(random.nextLong()));
      case DECIMAL ->
          key.sqlType.equals("bigint")
              ? BigDecimal.valueOf(random.nextLong())
              : new BigDecimal(new BigInteger(1 + random.nextInt(80), random), random.nextInt(11));
      case STRING -> text(random);
      case GUID -> new UUID(random.nextLong(), random.nextLong());
      case BINARY -> bytes(random);
      case DATE_TIME -> reading(key, random);
      case DATE_TIME_OFFSET ->
          OffsetDateTime.of(
              reading(key, random), ZoneOffset.ofTotalSeconds(900 * (random.nextInt(97) - 48)));
      case TIME -> Duration.ofNanos(time(key.digits, random).toNanoOfDay());
    };
  }

  private static float finite(float value) {
    return Float.isFinite(value) && value != 0 ? value : 1.5f;
  }

  private static double finite(double value) {
    return Double.isFinite(value) && value != 0 ? value : 1.5;
  }

  private static LocalDateTime reading(KeyType key, Random random) {
    boolean isTimestamp = key.kind == DatabaseKind.MARIADB && key.sqlType.startsWith("TIMESTAMP");
    int year = isTimestamp ? 1971 + random.nextInt(60) : 1600 + random.nextInt(2000);
    LocalDate day = LocalDate.of(year, 1, 1).plusDays(random.nextInt(366));
    return key.sqlType.equals("DATE") || key.sqlType.equals("date")
        ? day.atStartOfDay()
        : day.atTime(time(key.digits, random));
  }

  private static LocalTime time(int digits, Random random) {
    long unit = BigInteger.TEN.pow(9 - digits).longValueExact();
    return LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L) / unit * unit);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[3 + random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Of characters that need escapes, plain ones, and ones beyond 16 bits. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int[] highest = {0x20, 0x7f, 0x2fff, 0x1ffff};
    for (int left = random.nextInt(12); left > 0; left--) {
      int point = 1 + random.nextInt(highest[random.nextInt(highest.length)]);
      text.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? '"' : point);
    }
    return text.toString();
  }
}
