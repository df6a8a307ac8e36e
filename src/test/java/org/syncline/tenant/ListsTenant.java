package org.syncline.tenant;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.sample.DefaultScopeSyncService;
import org.syncline.scope.Service;
import org.syncline.store.jpa.MappedUnit;

/** Tests of a tenant with the sample's tables, empty, in a file unless told otherwise. */
abstract class ListsTenant {
  @TempDir Path directory;
  Database database;
  Service service;
  DefaultTenant tenant;
  private MappedUnit unit;

  @BeforeEach
  void openTenant() throws SQLException {
    database = openDatabase();
    unit = MappedUnit.open("lists", database.pool());
    service = unit.service(DefaultScopeSyncService.class);
    tenant =
        new DefaultTenant(
            database,
            Map.of("lists", unit),
            List.of(service),
            Duration.ofDays(90),
            Duration.ofHours(24),
            false);
    tenant.prepare(List.of());
  }

  Database openDatabase() throws SQLException {
    return EmbeddedDatabase.open(directory);
  }

  @AfterEach
  void closeTenant() {
    unit.close();
    database.close();
  }

  /** Runs and commits a statement. */
  final void execute(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
