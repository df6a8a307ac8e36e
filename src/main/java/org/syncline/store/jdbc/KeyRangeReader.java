package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.syncline.engine.TransactionLostException;

/** Reads a table, what was last seen of it, and what devices are told of it, range by range. */
final class KeyRangeReader {
  private static final int FIRST_ROWS = 64;

  /** Bytes of one range that are enough; a single row may be larger. */
  private static final long ENOUGH_BYTES = 4 << 20;

  /** More than that wait only while the sequencer is far behind. */
  private static final int MOST_UNNUMBERED = 20_000;

  private final Dialect dialect;
  private final TrackedTable table;
  private final int mostRows;
  private final Source<KeyRange.Row> rows;
  private final Source<KeyRange.Seen> seen;
  private final Source<KeyRange.Told> told;
  private final RowHash hash = new RowHash();
  private int size;

  /**
   * @param mostRows of one range
   */
  KeyRangeReader(Dialect dialect, TrackedTable table, int mostRows) {
    this.dialect = dialect;
    this.table = table;
    this.mostRows = mostRows;
    this.size = Math.min(mostRows, FIRST_ROWS);
    List<TrackedTable.Column> keys = numbered("K", table.keys());
    this.rows = new Source<>(table.sqlName(), table.keys(), columns(table.columns()), this::row);
    this.seen = new Source<>(dialect.seenName(table), keys, ", F, SHAPE, HASH, SEQ", this::seenRow);
    this.told =
        new Source<>(
            dialect.trackingName(table),
            keys,
            columns(numbered("F", table.filters())) + ", SEQ, GONE",
            this::toldRow);
  }

  /** As Syncline's own tables have a table's columns; only PostgreSQL minds how they are spelt. */
  private List<TrackedTable.Column> numbered(String letter, List<TrackedTable.Column> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i ->
                new TrackedTable.Column(
                    dialect.schema().inCatalog(letter + i), columns.get(i).type()))
        .toList();
  }

  /** Each behind a comma. */
  private String columns(List<TrackedTable.Column> columns) {
    return columns.stream()
        .map(c -> ", " + dialect.selected(dialect.quote(c.sqlName()), c.type()))
        .collect(Collectors.joining());
  }

  /**
   * The range behind a key, in a snapshot.
   *
   * @param after empty: from the beginning
   */
  KeyRange read(Connection connection, List<Object> after) throws SQLException {
    long head = Clock.read(connection, dialect).head().seq();
    long bytes = hash.bytes();
    Part<KeyRange.Row> there = rows.part(connection, after, List.of());
    Part<KeyRange.Seen> before = seen.part(connection, after, there.end);
    Part<KeyRange.Told> changes = told.part(connection, after, before.end);
    bytes = hash.bytes() - bytes;
    // each of the three may have much where the others have nothing
    if (changes.end != there.end) {
      there = rows.part(connection, after, changes.end);
    }
    if (changes.end != before.end) {
      before = seen.part(connection, after, changes.end);
    }
    size = bytes > ENOUGH_BYTES ? Math.max(1, size / 4) : Math.min(mostRows, size * 2);
    return new KeyRange(
        head, changes.end, there.found, before.found, changes.found, unnumbered(connection));
  }

  private Map<String, List<LogEntry>> unnumbered(Connection connection) throws SQLException {
    Map<String, List<LogEntry>> entries = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            dialect.first(
                "SELECT %s FROM SYNCLINE_LOG WHERE SEQ IS NULL AND TBL = ? ORDER BY ID"
                    .formatted(LogEntry.COLUMNS),
                Integer.toString(MOST_UNNUMBERED)))) {
      statement.setString(1, table.sqlName());
      try (ResultSet found = statement.executeQuery()) {
        int count = 0;
        while (found.next()) {
          LogEntry entry = LogEntry.read(found);
          entries.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
          count++;
        }
        if (count == MOST_UNNUMBERED) {
          throw new TransactionLostException("too many changes wait for their numbers", null);
        }
        return entries;
      }
    }
  }

  private KeyRange.Row row(ResultSet found, int from, List<Object> key) throws SQLException {
    List<Object> values = values(found, from, table.columns());
    List<Object> filters =
        table.filters().stream().map(f -> values.get(table.columns().indexOf(f))).toList();
    return new KeyRange.Row(key, ValueText.write(filters), hash.of(values));
  }

  private KeyRange.Seen seenRow(ResultSet found, int from, List<Object> key) throws SQLException {
    return new KeyRange.Seen(
        key,
        found.getString(from),
        found.getLong(from + 1),
        found.getLong(from + 2),
        found.getLong(from + 3));
  }

  private KeyRange.Told toldRow(ResultSet found, int from, List<Object> key) throws SQLException {
    String filters = ValueText.write(values(found, from, table.filters()));
    int behind = from + table.filters().size();
    return new KeyRange.Told(key, filters, found.getLong(behind), found.getBoolean(behind + 1));
  }

  private List<Object> values(ResultSet found, int from, List<TrackedTable.Column> columns)
      throws SQLException {
    List<Object> values = new ArrayList<>(columns.size());
    for (TrackedTable.Column column : columns) {
      Object value = dialect.read(found, from + values.size(), column.type());
      values.add(value instanceof OffsetDateTime reading ? ValueText.utc(reading) : value);
    }
    return values;
  }

  /**
   * What one of the three holds of a range.
   *
   * @param end the last key of which all is there; empty: the table's last one
   */
  private record Part<T>(Map<String, List<T>> found, List<Object> end) {}

  private interface Reading<T> {
    T read(ResultSet found, int from, List<Object> key) throws SQLException;
  }

  /** One of the three in the order of the keys. */
  private final class Source<T> {
    private final String select;
    private final List<String> keys;
    private final Reading<T> reading;

    Source(String from, List<TrackedTable.Column> keys, String others, Reading<T> reading) {
      this.keys = keys.stream().map(key -> dialect.quote(key.sqlName())).toList();
      this.select =
          "SELECT " + columns(keys).substring(2) + others + " FROM " + dialect.quote(from);
      this.reading = reading;
    }

    /** Behind a key, at most up to another one; of each key everything or nothing. */
    Part<T> part(Connection connection, List<Object> after, List<Object> upTo) throws SQLException {
      for (int most = size; ; most *= 2) {
        Map<String, List<T>> found = new LinkedHashMap<>();
        List<List<Object>> inOrder = new ArrayList<>();
        int count = 0;
        try (PreparedStatement statement = select(connection, after, upTo, most);
            ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            count++;
            List<Object> key = values(result, 1, table.keys());
            if (!key.contains(null)) { // else no device has it, and no page could begin behind it
              String text = ValueText.write(key);
              if (!found.containsKey(text)) {
                inOrder.add(key);
              }
              found
                  .computeIfAbsent(text, first -> new ArrayList<>())
                  .add(reading.read(result, keys.size() + 1, key));
            }
          }
        }
        if (count < most) {
          return new Part<>(found, upTo);
        }
        if (inOrder.size() > 1) {
          found.remove(ValueText.write(inOrder.get(inOrder.size() - 1)));
          return new Part<>(found, inOrder.get(inOrder.size() - 2));
        }
      }
    }

    private PreparedStatement select(
        Connection connection, List<Object> after, List<Object> upTo, int most)
        throws SQLException {
      String behind = SqlText.behind(keys);
      String where =
          Stream.of(
                  after.isEmpty() ? "" : behind,
                  upTo.isEmpty() ? "" : keys.get(0) + " <= ? AND NOT (" + behind + ")")
              .filter(condition -> !condition.isEmpty())
              .collect(Collectors.joining(" AND "));
      PreparedStatement statement =
          connection.prepareStatement(
              dialect.first(
                  select
                      + (where.isEmpty() ? "" : " WHERE " + where)
                      + " ORDER BY "
                      + String.join(", ", keys),
                  "?"));
      List<Object> values = new ArrayList<>();
      if (!after.isEmpty()) {
        values.addAll(TableSql.after(after));
      }
      if (!upTo.isEmpty()) {
        values.add(upTo.get(0));
        values.addAll(TableSql.after(upTo));
      }
      statement.setInt(SqlValues.bindAll(dialect, statement, 1, values), most);
      return statement;
    }
  }
}
