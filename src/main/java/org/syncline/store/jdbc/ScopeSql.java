package org.syncline.store.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** The statements of every table of every scope, made once when a tenant is opened. */
final class ScopeSql {
  private final Map<Scope, List<TableSql>> byScope = new HashMap<>();

  ScopeSql(Dialect dialect, List<Service> services, Map<String, TrackedTable> tracked) {
    for (Service service : services) {
      for (Scope scope : service.scopes()) {
        byScope.put(
            scope,
            scope.tables().stream()
                .map(table -> new TableSql(dialect, table, tracked.get(table.sqlName())))
                .toList());
      }
    }
  }

  /** In the scope's order. */
  List<TableSql> of(Scope scope) {
    return byScope.get(scope);
  }
}
