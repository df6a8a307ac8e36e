package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.testkit.ServerProcess;

/** Devices find rows by the exact text of their ids, wherever the server has moved. */
class MovedServerIT {
  private static final Pattern URI_MEMBER = Pattern.compile("\"uri\":\"([^\"]+)\"");
  private static final String DOWNLOAD =
      "/sync/DefaultScopeSyncService.svc/DefaultScope/DownloadChanges?$format=json&userid=";

  private final UUID user = UUID.randomUUID();

  @Test
  void s10_a_row_keeps_its_id_on_another_port_and_under_another_public_address(@TempDir Path data)
      throws Exception {
    ServerProcess.Settings settings = ServerProcess.on(data);
    List<String> before;
    try (var server = settings.start()) {
      before = ids(server);
      assertThat(before).isNotEmpty().allMatch(id -> id.startsWith(address(server)));
    }
    try (var moved = settings.property("syncline.public-url", "https://new.example").start()) {
      assertThat(before).noneMatch(id -> id.startsWith(address(moved)));
      assertThat(ids(moved)).isEqualTo(before);
      assertThat(Files.readString(moved.log()))
          .contains("ids of rows still begin with", "https://new.example");
    }
  }

  private static String address(ServerProcess server) {
    return "http://localhost:" + server.baseUri().getPort() + "/sync/";
  }

  private List<String> ids(ServerProcess server) throws IOException {
    String answer = new RawHttp(server.baseUri()).send("GET", DOWNLOAD + user).text();
    return URI_MEMBER
        .matcher(answer.replace("\\/", "/"))
        .results()
        .map((MatchResult uri) -> uri.group(1))
        .toList();
  }
}
