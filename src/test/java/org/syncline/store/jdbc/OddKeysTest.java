package org.syncline.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
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
import org.syncline.testkit.SyncServer;
import org.syncline.wire.EntityIds;

/** Keys of types that have more than one text for a value, or values that no column holds. */
@EachDatabase
class OddKeysTest {
  private static final UUID ANNA = new UUID(1, 1);
  private static final EntityIds IDS = new EntityIds("http://h/S.svc");
  private static final EntityType PRICE =
      new EntityType(
          "DefaultScope",
          "Price",
          List.of(
              new Property("Amount", EdmType.DECIMAL, false, true),
              new Property("At", EdmType.TIME, false, true),
              new Property("Owner", EdmType.GUID, false, false)));

  private final DatabaseKind kind;

  OddKeysTest(DatabaseKind kind) {
    this.kind = kind;
  }

  private static SyncServer start(ListsDatabase database) throws Exception {
    database.execute(
        "CREATE TABLE \"Price\" (\"Amount\" DECIMAL(10, 2), \"At\" TIME(6), \"Owner\" UUID,"
            + " PRIMARY KEY (\"Amount\", \"At\"))");
    ScopeTable table =
        new ScopeTable(
            0, PRICE, "Price", List.of("Amount", "At", "Owner"), List.of(new Filter(2, 0)));
    Scope scope =
        new Scope(
            "Own", "DefaultScope", List.of(table), List.of(new Parameter("userid", EdmType.GUID)));
    return SyncServer.start(
        database,
        new Service("Prices", "lists", List.of(scope), ConflictPolicy.CLIENT_WINS, 1 << 20));
  }

  @Test
  void s10_a_deleted_row_has_the_id_that_it_had_alive() throws Exception {
    try (ListsDatabase database = ListsDatabase.open(kind)) {
      SyncServer server = start(database);
      Copy device = Copy.of(server, ANNA, 100);
      device.download();
      for (boolean numbered : new boolean[] {true, false}) {
        database.execute(
            "INSERT INTO \"Price\" VALUES (1.50, TIME '01:02:03', '%s')".formatted(ANNA));
        List<Change> inserted = device.download();
        database.execute("DELETE FROM \"Price\"");
        if (numbered) {
          server.number();
        }
        List<Change> deleted = device.download();
        assertThat(deleted).singleElement().matches(Change::deleted);
        assertThat(IDS.idOf(deleted.get(0).key()))
            .isEqualTo(IDS.idOf(inserted.get(0).key()))
            .endsWith("Price(Amount=1.50M, At=time'01:02:03')");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H", "-PT1S", "P400000D"})
  void s09_a_span_that_is_no_time_of_day_is_the_key_of_no_row(String span) throws Exception {
    try (ListsDatabase database = ListsDatabase.open(kind)) {
      SyncServer server = start(database);
      Copy device = Copy.of(server, ANNA, 100);
      device.download();
      var key = new RowKey(PRICE, List.of(new BigDecimal("1.5"), Duration.parse(span)));
      assertThat(
              device.upload(
                  ConflictPolicy.CLIENT_WINS,
                  new UploadedChange(new Change.Tombstone(key), null, false)))
          .containsExactly(new UploadOutcome.Accepted());
    }
  }
}
