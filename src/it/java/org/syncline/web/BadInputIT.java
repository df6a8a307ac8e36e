package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/**
 * Bodies that must not be taken: each gets its status with an error body in the caller's format,
 * nothing of it is applied although it begins with a good row, and the server is well afterwards.
 */
@ExtendWith(SharedServer.class)
class BadInputIT {
  private static final String UPLOAD =
      "/sync/DefaultScopeSyncService.svc/DefaultScope/UploadChanges";

  private LiveServer server;
  private RawHttp http;
  private UUID user;
  private final List<String> failures = new ArrayList<>();

  @Test
  void refuses_what_it_cannot_take(LiveServer live) throws Exception {
    server = live;
    http = new RawHttp(live.uri());
    user = live.login("bad-input-" + UUID.randomUUID());
    var before = server.database().rowsOf(user);
    long incidents = incidents();

    for (BadBodies.Case bad : BadBodies.json(user)) {
      refuse(bad, "application/json");
    }
    for (BadBodies.Case bad : BadBodies.atom(user)) {
      refuse(bad, "application/atom+xml");
    }
    for (BadBodies.Case bad : BadBodies.encoded(user)) {
      refuse(bad, "application/json");
    }

    assertThat(failures).isEmpty();
    assertThat(server.database().rowsOf(user)).isEqualTo(before);
    assertThat(incidents()).isEqualTo(incidents);
    assertThat(http.send("GET", "/health/ready").status()).isEqualTo(200);
    var device = server.device("afterwards", user, 1);
    device.sync();
    server.assertEqual(device);
  }

  /** The good rows of the bad bodies are good, so that is not what they are refused for. */
  @Test
  void takes_the_good_rows_alone(LiveServer live) throws Exception {
    http = new RawHttp(live.uri());
    user = live.login("good-input-" + UUID.randomUUID());
    String path = UPLOAD + "?userid=" + user;

    var json = http.send("POST", path, BadBodies.goodJson(user), "Content-Type: application/json");
    var atom =
        http.send("POST", path, BadBodies.goodAtom(user), "Content-Type: application/atom+xml");

    assertThat(json.text()).contains("tempId").doesNotContain("sync:syncError");
    assertThat(atom.text()).contains("tempId").doesNotContain("sync:syncError");
    assertThat(live.database().rowsOf(user).keySet().stream().filter(id -> id.contains("List(")))
        .hasSize(2);
  }

  /** The answer's format is not the body's, to see that it is the caller's. */
  private void refuse(BadBodies.Case bad, String type) throws Exception {
    String accept = type.endsWith("json") ? "application/atom+xml" : "application/json";
    List<String> headers = new ArrayList<>(List.of("Content-Type: " + type, "Accept: " + accept));
    headers.addAll(bad.headers);
    String[] all = headers.toArray(String[]::new);
    String path = UPLOAD + "?userid=" + user;
    var answer =
        bad.chunked
            ? http.chunked("POST", path, bad.body, all)
            : http.send("POST", path, bad.body, all);

    boolean asAsked =
        answer.status() == bad.status
            && accept.equals(answer.header("Content-Type"))
            && answer.text().contains("ErrorDescription")
            && !answer.text().matches("(?s).*(Exception|\\tat |com\\.fasterxml|org\\.h2).*")
            && (answer.status() == 404) == answer.text().contains("Scope does not exist");
    if (!asAsked) {
      String sent = new String(bad.body, 0, Math.min(300, bad.body.length), StandardCharsets.UTF_8);
      failures.add(bad.name + ": " + answer.status() + " " + answer.text() + "\n    sent: " + sent);
    }
  }

  private long incidents() throws Exception {
    try (var lines = Files.lines(server.log())) {
      return lines.filter(line -> line.contains("incident ")).count();
    }
  }
}
