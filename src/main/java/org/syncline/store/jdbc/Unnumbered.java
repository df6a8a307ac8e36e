package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.syncline.engine.PendingChange;
import org.syncline.engine.Version;
import org.syncline.model.Change;
import org.syncline.model.RowKey;
import org.syncline.scope.Filter;
import org.syncline.scope.ScopeTable;

/**
 * The committed log entries without a number that concern one replica: the extras of a last batch.
 */
final class Unnumbered {
  private final Connection connection;
  private final Dialect dialect;
  private final List<Object> parameters;
  private final Map<String, TableSql> byName = new HashMap<>();

  Unnumbered(
      Connection connection, Dialect dialect, List<TableSql> tables, List<Object> parameters) {
    this.connection = connection;
    this.dialect = dialect;
    this.parameters = parameters;
    tables.forEach(table -> byName.put(table.tracked().sqlName(), table));
  }

  /** Empty if more than {@code most} entries concern the replica. */
  Optional<List<PendingChange>> read(int most) throws SQLException {
    SortedMap<Long, LogEntry> entries = new TreeMap<>();
    if (OpenEntries.exist(connection, dialect)) {
      for (TableSql table : byName.values()) {
        for (LogEntry entry :
            OpenEntries.concerning(connection, dialect, table, parameters, most + 1)) {
          entries.put(entry.id(), entry);
        }
        if (entries.size() > most) {
          return Optional.empty();
        }
      }
    }
    Map<List<String>, Touched> rows = new LinkedHashMap<>();
    for (LogEntry entry : entries.values()) {
      TableSql table = byName.get(entry.table());
      boolean isIn = matches(table, entry.newFilters());
      if (isIn || matches(table, entry.oldFilters())) {
        rows.computeIfAbsent(List.of(entry.table(), entry.key()), key -> new Touched(table))
            .add(entry, isIn);
      }
    }
    List<PendingChange> changes = new ArrayList<>(rows.size());
    for (var row : rows.entrySet()) {
      changes.add(row.getValue().pending(row.getKey().get(1)));
    }
    return Optional.of(changes);
  }

  private boolean matches(TableSql sql, String filterTexts) {
    if (filterTexts == null) {
      return false;
    }
    ScopeTable table = sql.table();
    if (table.filters().isEmpty()) {
      return true;
    }
    List<String> texts = ValueText.texts(filterTexts);
    for (Filter filter : table.filters()) {
      Object wanted = parameters.get(filter.parameter());
      String text = texts.get(sql.tracked().filterPosition(table, filter));
      if (wanted == null || !Objects.equals(text, ValueText.textOf(wanted))) {
        return false;
      }
    }
    return true;
  }

  /** A row and what was logged of it. */
  private final class Touched {
    private final TableSql sql;
    private final Set<Long> logIds = new TreeSet<>();
    private Version version;

    Touched(TableSql sql) {
      this.sql = sql;
    }

    void add(LogEntry entry, boolean isIn) {
      logIds.add(entry.id());
      version = isIn ? entry.asPresent(Version.UNNUMBERED) : entry.asLeft(Version.UNNUMBERED);
    }

    PendingChange pending(String keyText) throws SQLException {
      ScopeTable table = sql.table();
      List<Object> key = ValueText.read(keyText, sql.tracked().keyTypes());
      List<Object> values = new ArrayList<>(key);
      values.addAll(sql.filterValues(parameters));
      Change change = new Change.Tombstone(new RowKey(table.type(), key));
      try (PreparedStatement statement = connection.prepareStatement(sql.visibleRow)) {
        sql.bind(statement, 1, values);
        try (ResultSet rows = statement.executeQuery()) {
          if (rows.next()) {
            change = new Change.Live(new ColumnRow(sql, 1).read(rows).copy());
          }
        }
      }
      return new PendingChange(table, version, logIds, change);
    }
  }
}
