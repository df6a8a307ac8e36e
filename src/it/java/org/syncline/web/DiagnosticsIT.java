package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.LiveServer;

/** The diagnostics of a server that others break while it runs (wire reference, section 22). */
class DiagnosticsIT {
  private static final String DIAG = "sync/DefaultScopeSyncService.svc/$diag";
  private static LiveServer server;

  @BeforeAll
  static void start() throws Exception {
    server = LiveServer.start(DatabaseKind.H2, settings -> settings);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void s22_everything_passes_and_no_secret_is_shown() throws Exception {
    JsonNode report = report();
    assertThat(report.path("passed").booleanValue()).as(report.toString()).isTrue();
    assertThat(report.path("configuration").path("Diagnostics for").asText())
        .isEqualTo("this machine");
    String password = Files.readString(server.data().resolve("h2.password")).strip();
    assertThat(report.toString()).doesNotContain(password);
    HttpResponse<String> page = get(DIAG);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body()).contains("All checks passed.").doesNotContain(password);
  }

  @Test
  void s22_through_a_proxy_there_is_neither_page_nor_link() throws Exception {
    HttpResponse<String> answer = get(DIAG, "X-Forwarded-For", "192.0.2.1");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("ErrorDescription");
    assertThat(get("sync/services.json").body()).contains("$diag");
    assertThat(get("sync/services.json", "Via", "1.1 proxy").body()).doesNotContain("$diag");
  }

  @Test
  void s22_a_trigger_that_another_program_drops_is_told_until_it_is_made_again() throws Exception {
    String trigger;
    try (var connection = server.database().connect();
        var statement = connection.createStatement();
        var triggers =
            statement.executeQuery(
                "SELECT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS"
                    + " WHERE EVENT_OBJECT_TABLE = 'Item' ORDER BY 1 FETCH FIRST ROW ONLY")) {
      assertThat(triggers.next()).isTrue();
      trigger = triggers.getString(1);
    }
    String drop = "DROP TRIGGER IF EXISTS `" + trigger + "`";
    server.database().run(drop);
    JsonNode check = check("Triggers");
    assertThat(check.path("result").asText()).isEqualTo("TRIGGER_DOES_NOT_EXIST");
    assertThat(check.path("comment").asText()).contains(trigger);
    // once a minute the server makes it again
    server.database().run(drop);
    assertThat(report().path("passed").booleanValue()).isFalse();
    server.database().run(drop);
    assertThat(get("health/ready").statusCode()).isEqualTo(503);

    server.kill();
    server.startAgain();
    assertThat(check("Triggers").path("result").asText()).isEqualTo("SUCCESS");
    assertThat(get("health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void s22_a_directory_for_large_bodies_that_is_gone_is_told() throws Exception {
    String comment = check("Temporary files").path("comment").asText();
    Path temporary = Path.of(comment.substring(0, comment.indexOf(", ")));
    Path aside = temporary.resolveSibling(temporary.getFileName() + "-aside");
    Files.move(temporary, aside);
    try {
      JsonNode check = check("Temporary files");
      assertThat(check.path("result").asText()).isEqualTo("DIRECTORY_NOT_FOUND");
      assertThat(check.path("detail").asText()).contains("NoSuchFileException");
    } finally {
      Files.move(aside, temporary);
    }
    assertThat(check("Temporary files").path("result").asText()).isEqualTo("SUCCESS");
  }

  private static JsonNode report() throws Exception {
    return new ObjectMapper().readTree(get(DIAG + "?$format=json").body());
  }

  private static JsonNode check(String name) throws Exception {
    for (JsonNode check : report().path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check named " + name);
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
