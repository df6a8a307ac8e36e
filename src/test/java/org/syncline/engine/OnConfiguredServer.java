package org.syncline.engine;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.syncline.testkit.ConfiguredServer;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ScopeCopy;

/** Tests on each database, with tables of their own that no class maps. */
@EachDatabase
abstract class OnConfiguredServer {
  @Parameter DatabaseKind kind;
  ConfiguredServer server;

  @BeforeEach
  void openServer() throws SQLException {
    server = ConfiguredServer.on(kind);
  }

  @AfterEach
  void closeServer() throws SQLException {
    server.close();
  }

  static void assertSame(ScopeCopy... copies) throws SQLException {
    for (ScopeCopy copy : copies) {
      copy.assertConverged();
    }
  }
}
