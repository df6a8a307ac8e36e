package org.syncline.scope;

import java.util.List;
import org.syncline.model.EntityType;
import org.syncline.model.RowView;

/**
 * One table of a scope.
 *
 * @param order rank in the scope, from 0, parents before children
 * @param type its shape on the wire
 * @param sqlName name of the table in the database, as the mapping writes it
 * @param columns names of the columns in the database, one for each property of the type
 * @param filters all must hold; empty: every row travels
 */
public record ScopeTable(
    int order, EntityType type, String sqlName, List<String> columns, List<Filter> filters) {
  public ScopeTable {
    columns = List.copyOf(columns);
    filters = List.copyOf(filters);
    if (columns.size() != type.width()) {
      throw new IllegalArgumentException(
          sqlName + " needs a column for each of the " + type.width() + " properties");
    }
  }

  /** Whether a row travels to a replica with these parameter values. */
  public boolean admits(RowView row, List<Object> parameters) {
    for (Filter filter : filters) {
      Object wanted = parameters.get(filter.parameter());
      if (wanted == null || !wanted.equals(row.value(filter.column()))) {
        return false;
      }
    }
    return true;
  }
}
