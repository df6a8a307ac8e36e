package org.syncline.store.jpa.kinds;

import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.SyncFilter;
import org.syncline.scope.SyncScope;
import org.syncline.scope.SyncService;
import org.syncline.scope.SyncTable;

/** A service over all kinds. */
@SyncService(
    name = "Kinds",
    persistenceUnit = "kinds",
    conflictPolicy = ConflictPolicy.SERVER_WINS,
    scopes =
        @SyncScope(
            name = "all",
            namespace = "K",
            tables = {
              @SyncTable(Place.class),
              @SyncTable(
                  value = Sheet.class,
                  name = "Page",
                  filters = {
                    @SyncFilter(column = "place", parameter = "Where"),
                    @SyncFilter(column = "YES", parameter = "really")
                  }),
              @SyncTable(Pair.class),
              @SyncTable(Note.class)
            }))
public class KindsService {}
