package org.syncline.sample;

import jakarta.enterprise.context.ApplicationScoped;
import org.syncline.scope.SyncFilter;
import org.syncline.scope.SyncScope;
import org.syncline.scope.SyncService;
import org.syncline.scope.SyncTable;

/**
 * Declares the sample's service: {@code /sync/DefaultScopeSyncService.svc} with the scope {@code
 * DefaultScope}. A replica has one user's rows, chosen by the parameter {@code userid}, and all
 * reference data.
 */
@ApplicationScoped
@SyncService(
    name = "DefaultScopeSyncService",
    persistenceUnit = DefaultScopeSyncService.UNIT,
    scopes =
        @SyncScope(
            name = "DefaultScope",
            tables = {
              @SyncTable(Status.class),
              @SyncTable(Priority.class),
              @SyncTable(Tag.class),
              @SyncTable(
                  value = User.class,
                  filters = @SyncFilter(column = "ID", parameter = "userid")),
              @SyncTable(
                  value = ItemList.class,
                  filters = @SyncFilter(column = "UserID", parameter = "userid")),
              @SyncTable(
                  value = Item.class,
                  filters = @SyncFilter(column = "UserID", parameter = "userid")),
              @SyncTable(
                  value = TagItemMapping.class,
                  filters = @SyncFilter(column = "UserID", parameter = "userid"))
            }))
public class DefaultScopeSyncService {
  /** The persistence unit of the sample. */
  static final String UNIT = "lists";
}
