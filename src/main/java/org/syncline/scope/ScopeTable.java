package org.syncline.scope;

import java.util.List;
import org.syncline.model.EntityType;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/**
 * One table of a scope.
 *
 * @param order rank in the scope, from 0, parents before children
 * @param type its shape on the wire
 * @param sqlName name of the table in the database, as the mapping writes it
 * @param columns names of the columns in the database, one for each property of the type
 * @param filters all must hold; empty: every row travels
 * @param conflicts how conflicts over its rows end
 * @param tracksColumns whether the change log keeps the old values of changed columns
 */
public record ScopeTable(
    int order,
    EntityType type,
    String sqlName,
    List<String> columns,
    List<Filter> filters,
    ConflictRule conflicts,
    boolean tracksColumns) {
  /** A table without rules of its own. */
  public ScopeTable(
      int order, EntityType type, String sqlName, List<String> columns, List<Filter> filters) {
    this(order, type, sqlName, columns, filters, new ConflictRule.ByService(), false);
  }

  public ScopeTable {
    columns = List.copyOf(columns);
    filters = List.copyOf(filters);
    if (columns.size() != type.width()) {
      throw new IllegalArgumentException(
          sqlName + " needs a column for each of the " + type.width() + " properties");
    }
  }

  /** The same with another rule; merging needs old values, so it turns their tracking on. */
  public ScopeTable with(ConflictRule rule) {
    boolean tracks = tracksColumns || rule instanceof ConflictRule.MergeColumns;
    return new ScopeTable(order, type, sqlName, columns, filters, rule, tracks);
  }

  /** Whether a row travels to a replica with these parameter values. */
  public boolean admits(RowView row, List<Object> parameters) {
    for (Filter filter : filters) {
      Object wanted = parameters.get(filter.parameter());
      Object value = row.value(filter.column());
      if (wanted == null || value == null || !isSame(wanted, value)) {
        return false;
      }
    }
    return true;
  }

  /** As the database compares: 5 is 5.00. */
  private static boolean isSame(Object wanted, Object value) {
    return RowKey.compare(List.of(wanted), List.of(value)) == 0;
  }
}
