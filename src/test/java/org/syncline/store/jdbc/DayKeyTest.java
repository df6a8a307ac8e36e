package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** A table whose key, and a filter of which, are columns of type DATE, through trigger and pass. */
@EachDatabase
class DayKeyTest {
  private static final UUID ANNA = new UUID(1, 1);

  private final DatabaseKind kind;

  DayKeyTest(DatabaseKind kind) {
    this.kind = kind;
  }

  @Test
  void a_row_keyed_by_a_day_is_numbered_changed_and_deleted_on_devices() throws Exception {
    try (ListsDatabase database = ListsDatabase.open(kind)) {
      database.execute(
          "CREATE TABLE \"Entry\" (\"Day\" DATE, \"Owner\" UUID, \"Text\" VARCHAR(20),"
              + " PRIMARY KEY (\"Day\", \"Owner\"))");
      SyncServer server = SyncServer.start(database, diary());
      Copy device = Copy.of(server, ANNA, 100);
      device.download();
      database.execute(
          "INSERT INTO \"Entry\" VALUES (DATE '2024-01-02', '%s', 'a')".formatted(ANNA));
      database.execute(
          "INSERT INTO \"Entry\" VALUES (DATE '2024-01-03', '%s', 'b')".formatted(ANNA));
      server.number();
      device.download();
      assertThat(device.content()).hasSize(2).isEqualTo(Selected.of(server, ANNA));

      database.execute("UPDATE \"Entry\" SET \"Text\" = 'c' WHERE \"Day\" = DATE '2024-01-02'");
      database.execute("DELETE FROM \"Entry\" WHERE \"Day\" = DATE '2024-01-03'");
      device.download();
      assertThat(device.tombstones()).isOne();
      assertThat(device.content()).hasSize(1).isEqualTo(Selected.of(server, ANNA));
    }
  }

  private static Service diary() {
    EntityType type =
        new EntityType(
            "DefaultScope",
            "Entry",
            List.of(
                new Property("Day", EdmType.DATE_TIME, false, true),
                new Property("Owner", EdmType.GUID, false, true),
                new Property("Text", EdmType.STRING, true, false)));
    ScopeTable own =
        new ScopeTable(
            0, type, "Entry", List.of("Day", "Owner", "Text"), List.of(new Filter(1, 0)));
    ScopeTable ofDay =
        new ScopeTable(
            0, type, "Entry", List.of("Day", "Owner", "Text"), List.of(new Filter(0, 0)));
    return new Service(
        "Diary",
        "lists",
        List.of(
            new Scope(
                "Own",
                "DefaultScope",
                List.of(own),
                List.of(new Parameter("userid", EdmType.GUID))),
            new Scope(
                "OfDay",
                "DefaultScope",
                List.of(ofDay),
                List.of(new Parameter("day", EdmType.DATE_TIME)))),
        ConflictPolicy.CLIENT_WINS,
        Service.DEFAULT_BATCH_BYTES);
  }
}
