package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;

/**
 * The built server on PostgreSQL, with the devices of one user, another user, and other programs
 * that write. All of these tests run on it with {@code -Dsyncline.it.database=POSTGRES}.
 */
class PostgresIT {
  private static final String INSERT =
      "INSERT INTO `Item` (`ID`, `ListID`, `UserID`, `Name`) VALUES (?, ?, ?, ?)";

  private static LiveServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        LiveServer.start(
            DatabaseKind.POSTGRES,
            settings ->
                settings
                    .property("syncline.services.DefaultScopeSyncService.batch-bytes", "4096")
                    .property("syncline.diag.enabled", "true"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void two_devices_agree_with_the_database_at_every_checkpoint() throws Exception {
    Household home = new Household(server, 1);
    home.furnish(60);
    String milk = Household.anItem(home.phone, "milk 0");
    home.phone.change(ITEM, milk, "EndDate", 1_709_164_800_001L);
    home.laptop.change(ITEM, milk, "Name", "milk of the laptop");
    home.phone.put(ITEM, home.item(home.alicesList, home.alice, "\"brød\\ \u2028\ud83c\udf5e"));
    home.phone.remove(Household.anItem(home.phone, "milk 1"));
    home.phone.upload();
    home.laptop.upload();
    assertThat(home.laptop.conflicts()).hasSize(1);
    home.syncAll();
    server.database().run("UPDATE `Item` SET `Name` = `Name` || '!'");
    server.database().run("DELETE FROM `Item` WHERE `Name` LIKE 'milk 2%'");
    home.syncAll();
  }

  @Test
  void a_late_commit_is_not_missed_and_a_truncated_table_is_emptied() throws Exception {
    Household home = new Household(server, 2);
    home.furnish(5);
    UUID late = UUID.randomUUID();
    try (Connection open = server.database().connect()) {
      open.setAutoCommit(false);
      ServerDatabase.run(open, INSERT, late, home.alicesList, home.alice, "late");
      server.database().run(INSERT, UUID.randomUUID(), home.alicesList, home.alice, "early");
      home.syncAll();
      open.commit();
    }
    home.syncAll();
    assertThat(home.phone.row("Item(ID=guid'" + late + "')")).containsEntry("Name", "late");
    server.database().run("TRUNCATE `TagItemMapping`");
    home.syncAll();
  }

  @Test
  void acknowledged_work_is_there_after_a_kill_and_an_upload_sent_again_has_one_effect()
      throws Exception {
    Household home = new Household(server, 3);
    home.furnish(5);
    home.phone.put(ITEM, home.item(home.alicesList, home.alice, "bread"));
    Device.PreparedUpload upload = home.phone.nextUpload();
    home.phone.deliverAndLoseTheAnswer(upload);
    server.kill();
    server.startAgain();
    home.phone.deliver(upload);
    home.syncAll();
    for (Device device : List.of(home.phone, home.laptop)) {
      assertThat(device.rows().values())
          .filteredOn(row -> "bread".equals(row.get("Name")))
          .hasSize(1);
    }
  }

  @Test
  void diagnostics_and_health_are_those_of_postgresql_and_no_password_is_told() throws Exception {
    String page = get("sync/DefaultScopeSyncService.svc/$diag?$format=json");
    assertThat(page)
        .contains("postgresql://127.0.0.1", "synchronous_commit", "\"passed\":true")
        .doesNotContain("WRITE_DELAY", "secret");
    assertThat(get("health/ready")).contains("UP").doesNotContain("secret");
    assertThat(Files.readString(server.log())).doesNotContain("secret");
  }

  private static String get(String path) throws Exception {
    URI address = server.uri().resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }
}
