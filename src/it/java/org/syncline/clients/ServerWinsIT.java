package org.syncline.clients;

import org.junit.jupiter.api.Test;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/** The same conflicts where the server wins (wire reference, section 15). */
class ServerWinsIT {

  @Test
  void s15_conflicts_that_the_server_wins() throws Exception {
    try (LiveServer server =
        LiveServer.start(
            settings ->
                settings
                    .property(
                        "syncline.services.DefaultScopeSyncService.conflict-policy", "server-wins")
                    .property(
                        "syncline.row-errors.as-conflicts-for", SharedServer.CANNOT_READ_ERRORS))) {
      for (Kind kind : Kind.values()) {
        try {
          new Conflicts(kind, new Desk(server, 2), false).run();
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(kind + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
