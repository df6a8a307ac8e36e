package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.Change;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/**
 * Two devices that go on from one blob: a clone, or one that was restored while the other lives.
 */
@EachDatabase
class CopiedDeviceTest {
  private static final UUID ANNA = new UUID(1, 1);
  private static final String LOGGED = "SELECT COUNT(*) FROM SYNCLINE_LOG";

  @Parameter DatabaseKind kind;
  private SyncServer server;
  private Copy device;
  private Copy twin;

  @BeforeEach
  void start() throws Exception {
    server = SyncServer.start(kind);
    server
        .database()
        .execute("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', 'anna')".formatted(ANNA));
    device = Copy.of(server, ANNA, 100);
    device.download();
    accepted(device, list(1, "one"), list(2, "two"));
    device.download();
    twin = device.copied();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void h29_a_copy_does_not_overwrite_unseen_what_the_device_wrote() throws Exception {
    device.download();
    twin.download();
    accepted(device, list(1, "device"));
    assertConflict(twin, list(1, "twin"));
    assertThat(twin.state().replica()).isNotEqualTo(device.state().replica());
    assertBothEqual();
  }

  @Test
  void h29_nor_does_a_device_that_was_restored_from_a_backup() throws Exception {
    ReplicaState backup = device.state();
    accepted(device, list(1, "a"));
    accepted(device, list(1, "b"));
    device.forgetSince(backup);
    assertConflict(device, list(1, "c"));
    device.download();
    assertThat(device.content()).isEqualTo(Selected.of(server, ANNA));
  }

  @Test
  void h29_who_gets_another_name_keeps_its_own_changes() throws Exception {
    accepted(device, list(1, "device"));
    accepted(twin, list(2, "twin"));
    UUID name = twin.state().replica();
    accepted(twin, list(2, "twin again"));
    accepted(device, list(1, "device again"));
    assertThat(device.state().replica()).isNotEqualTo(name);
    accepted(device, list(1, "device once more"));
    accepted(twin, list(2, "twin once more"));
    assertThat(twin.state().replica()).as("who was here first").isEqualTo(name);
    assertBothEqual();
  }

  @Test
  void h29_an_upload_under_another_name_is_applied_once_however_often_it_is_sent()
      throws Exception {
    device.download();
    twin.download();
    accepted(device, list(1, "device"));
    ReplicaState before = twin.state();
    accepted(twin, list(2, "twin"));
    UUID name = twin.state().replica();
    List<String> written = select(LOGGED);
    twin.forgetSince(before);
    accepted(twin, list(2, "twin"));
    assertThat(twin.state().replica()).isEqualTo(name);
    assertThat(select(LOGGED)).isEqualTo(written);
    assertBothEqual();
  }

  @Test
  void h29_a_device_that_keeps_no_blobs_of_upload_answers_keeps_its_name() throws Exception {
    UUID name = device.state().replica();
    for (int round = 0; round < 3; round++) {
      ReplicaState kept = device.state();
      for (int upload = 0; upload < 2; upload++) {
        device.forgetSince(kept);
        accepted(device, list(1, "value " + round + upload));
      }
      device.forgetSince(kept);
      for (int download = 0; download < 10; download++) {
        device.download();
      }
    }
    assertThat(device.state().replica()).isEqualTo(name);
    assertThat(device.content()).isEqualTo(Selected.of(server, ANNA));
  }

  /** The twin's change came in between, from the same blob: it may as well be the device's own. */
  @Test
  void h29_what_an_upload_that_is_sent_once_more_replaces_can_be_found() throws Exception {
    ReplicaState kept = device.state();
    accepted(device, list(1, "device"));
    accepted(twin, list(1, "twin"));
    device.forgetSince(kept);
    accepted(device, list(1, "device"));
    assertThat(select("SELECT LOSING FROM SYNCLINE_CONFLICT"))
        .singleElement()
        .asString()
        .contains("twin");
  }

  @Test
  void h21_a_value_set_back_with_an_old_blob_meets_what_others_wrote_meanwhile() throws Exception {
    ReplicaState kept = device.state();
    for (String name : List.of("on", "off")) {
      accepted(device, list(1, name));
      device.forgetSince(kept);
    }
    server.database().execute("UPDATE \"List\" SET \"Name\" = 'other'");
    assertConflict(device, list(1, "on"));
    device.download();
    assertThat(device.content()).isEqualTo(Selected.of(server, ANNA));
  }

  private void assertBothEqual() throws Exception {
    for (Copy copy : List.of(device, twin)) {
      copy.download();
      assertThat(copy.content()).isEqualTo(Selected.of(server, ANNA));
    }
  }

  private static void assertConflict(Copy copy, UploadedChange change) {
    assertThat(copy.upload(ConflictPolicy.SERVER_WINS, change))
        .singleElement()
        .isInstanceOf(UploadOutcome.Conflicted.class);
  }

  private static void accepted(Copy copy, UploadedChange... changes) {
    assertThat(copy.upload(ConflictPolicy.SERVER_WINS, changes))
        .hasSize(changes.length)
        .containsOnly(new UploadOutcome.Accepted());
  }

  private List<String> select(String sql) throws Exception {
    try (Connection connection = server.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private UploadedChange list(int number, String name) {
    Row row =
        new Row(
            server.database().type("List"),
            new UUID(2, number),
            name,
            null,
            ANNA,
            LocalDateTime.parse("2026-01-02T03:04:05"));
    return new UploadedChange(new Change.Live(row), null, false);
  }
}
