package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;
import static org.syncline.testkit.ListsTable.LIST;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.example.lists.ItemRules;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Build;
import org.syncline.testkit.Device;
import org.syncline.testkit.WireEntity;

/** The worked example of docs/interceptors.md, in the WAR as a user would put it there. */
@ExtendWith(ArquillianExtension.class)
class InterceptorsIT {
  @ArquillianResource URI base;
  private final UUID list = UUID.randomUUID();
  private UUID user;
  private Device phone;
  private Device laptop;

  @Deployment(testable = false)
  static WebArchive synclineWithRules() {
    return Build.warArchive().addClass(ItemRules.class);
  }

  @BeforeEach
  void begin() throws Exception {
    String name = "anna" + UUID.randomUUID();
    user = UUID.fromString(get("sync/Login.ashx?username=" + name).body());
    phone = new Device("phone", base, user, 1).speakingAnything();
    laptop = new Device("laptop", base, user, 2).speakingAnything();
    Map<String, Object> row = new HashMap<>();
    row.put("ID", list.toString());
    row.put("Name", "list");
    row.put("Description", null);
    row.put("UserID", user.toString());
    row.put("CreatedDate", 1_700_000_000_123L);
    phone.sync();
    phone.put(LIST, row);
    phone.sync();
  }

  @Test
  void s21_a_rejected_change_is_told_with_its_reason_and_undone() throws Exception {
    phone.put(ITEM, item("  buy milk "));
    String bad = phone.put(ITEM, item("do something"));
    phone.sync();
    assertThat(phone.errors()).hasSize(1);
    WireEntity.Failure failed = (WireEntity.Failure) phone.errors().get(0).outcome();
    assertThat(failed.description()).isEqualTo("say what is to be done");
    assertThat(phone.row(bad)).isNull();
    laptop.sync();
    assertThat(laptop.rows()).isEqualTo(phone.rows());
    assertThat(laptop.rows().values()).anyMatch(row -> "buy milk".equals(row.get("Name")));
  }

  @Test
  void s21_a_merged_conflict_reaches_both_devices() throws Exception {
    String id = phone.put(ITEM, item("old"));
    phone.sync();
    laptop.sync();
    phone.change(ITEM, id, "Name", "milk");
    phone.sync();
    laptop.change(ITEM, id, "Name", "bread");
    laptop.sync();
    assertThat(laptop.conflicts()).hasSize(1);
    WireEntity.Conflict conflict = (WireEntity.Conflict) laptop.conflicts().get(0).outcome();
    assertThat(conflict.resolution()).isEqualTo("Merge");
    assertThat(conflict.losing().values()).containsEntry("Name", "milk");
    phone.sync();
    assertThat(phone.row(id)).containsEntry("Name", "milk / bread");
    assertThat(laptop.rows()).isEqualTo(phone.rows());
  }

  @Test
  void s21_a_header_set_by_an_interceptor_reaches_the_client() throws Exception {
    String download = "sync/DefaultScopeSyncService.svc/DefaultScope/DownloadChanges?userid=";
    HttpResponse<String> answer = get(download + user, "X-Device", "phone");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("X-Hello")).containsExactly("phone");
    assertThat(answer.headers().allValues("SyncServiceVersion")).containsExactly("1.0");
    assertThat(get(download + user).headers().allValues("X-Hello")).isEmpty();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private Map<String, Object> item(String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("ID", UUID.randomUUID().toString());
    row.put("ListID", list.toString());
    row.put("UserID", user.toString());
    row.put("Name", name);
    for (String column :
        new String[] {"Description", "Priority", "Status", "StartDate", "EndDate"}) {
      row.put(column, null);
    }
    return row;
  }
}
