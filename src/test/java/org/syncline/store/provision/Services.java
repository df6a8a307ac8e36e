package org.syncline.store.provision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.syncline.model.EdmType;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.testkit.ListsDatabase;

/**
 * Services over some of the sample's tables, as a configuration might change between two starts.
 */
final class Services {
  private Services() {}

  /**
   * One scope.
   *
   * @param tables such as {@code Status} or {@code Item by UserID, ListID}; every filter compares
   *     with the one parameter
   */
  static Service of(ListsDatabase database, String... tables) {
    List<ScopeTable> all = new ArrayList<>();
    for (String table : tables) {
      String[] parts = table.split(" by ", -1);
      ScopeTable declared = database.table(parts[0]);
      List<Filter> filters =
          parts.length == 1
              ? List.of()
              : Arrays.stream(parts[1].split(", ", -1))
                  .map(column -> new Filter(declared.columns().indexOf(column), 0))
                  .toList();
      all.add(
          new ScopeTable(
              all.size(), declared.type(), declared.sqlName(), declared.columns(), filters));
    }
    Scope scope =
        new Scope(
            "DefaultScope",
            database.scope().namespace(),
            all,
            List.of(new Parameter("userid", EdmType.GUID)));
    Service service = database.service();
    return new Service(
        service.name(),
        service.persistenceUnit(),
        List.of(scope),
        service.conflictPolicy(),
        service.batchBytes());
  }
}
