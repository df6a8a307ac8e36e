package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;
import static org.syncline.testkit.ListsTable.USER;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.testkit.Device;
import org.syncline.testkit.ServerProcess;

/** The example of docs/configured-services.md. */
class ConfiguredServiceIT {
  private final UUID user = UUID.randomUUID();
  private final UUID list = UUID.randomUUID();

  @Test
  void s23_devices_work_with_a_configured_service_as_with_the_same_in_code(
      @TempDir Path coded, @TempDir Path configured) throws Exception {
    String schema;
    try (var server = ServerProcess.on(coded).start()) {
      schema = metadata(server);
    }
    try (var server = asThePageSays(configured).start()) {
      assertThat(metadata(server)).isEqualTo(schema);
      assertThat(get(server, "sync/Login.ashx?username=anna").statusCode()).isEqualTo(404);
      workTogether(server);
    }
    try (var again = asThePageSays(configured).start()) {
      Device tablet = new Device("tablet", again.baseUri(), user, 3).speakingAnything();
      tablet.sync();
      assertThat(tablet.rows()).as("after a restart").hasSize(8);
    }
  }

  private void workTogether(ServerProcess server) throws Exception {
    Device phone = new Device("phone", server.baseUri(), user, 1).speakingAnything();
    Device laptop = new Device("laptop", server.baseUri(), user, 2).speakingAnything();
    phone.sync();
    phone.put(USER, Map.of("ID", user.toString(), "Name", "anna"));
    phone.put(LIST, list());
    String milk = phone.put(ITEM, item(list, "milk"));
    String orphan = phone.put(ITEM, item(UUID.randomUUID(), "of no list"));
    phone.sync();
    assertThat(phone.errors()).hasSize(1);
    assertThat(phone.row(orphan)).isNull();
    laptop.sync();
    assertThat(laptop.rows()).isEqualTo(phone.rows()).hasSize(9);

    laptop.change(ITEM, milk, "Name", "oat milk");
    laptop.sync();
    phone.remove(milk);
    phone.sync();
    assertThat(phone.conflicts()).hasSize(1);
    laptop.sync();
    assertThat(laptop.row(milk)).isNull();
    assertThat(laptop.rows()).isEqualTo(phone.rows());
  }

  private static ServerProcess.Settings asThePageSays(Path data) throws IOException {
    String page = Files.readString(Path.of("docs/configured-services.md"));
    ServerProcess.Settings settings = ServerProcess.on(data);
    for (String name : List.of("scope-files", "h2.script", "sample.enabled")) {
      String variable = "SYNCLINE_" + name.replaceAll("[-.]", "_").toUpperCase(Locale.ROOT) + "=";
      Matcher value = Pattern.compile(variable + "(\\S+)").matcher(page);
      assertThat(value.find()).as(variable).isTrue();
      settings = settings.property("syncline." + name, value.group(1));
    }
    return settings;
  }

  private static String metadata(ServerProcess server) throws Exception {
    HttpResponse<String> answer =
        get(server, "sync/DefaultScopeSyncService.svc/DefaultScope/$metadata");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> get(ServerProcess server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.baseUri().resolve(path)).build(),
            BodyHandlers.ofString());
  }

  private Map<String, Object> list() {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", list.toString());
    row.put("Name", "groceries");
    row.put("Description", null);
    row.put("UserID", user.toString());
    row.put("CreatedDate", 1_700_000_000_123L);
    return row;
  }

  private Map<String, Object> item(UUID of, String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", UUID.randomUUID().toString());
    row.put("ListID", of.toString());
    row.put("UserID", user.toString());
    row.put("Name", name);
    row.put("Priority", 1);
    for (String column : List.of("Description", "Status", "StartDate", "EndDate")) {
      row.put(column, null);
    }
    return row;
  }
}
