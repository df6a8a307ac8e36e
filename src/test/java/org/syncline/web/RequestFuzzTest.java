package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.syncline.model.EdmType;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.testkit.Oracle;
import org.syncline.wire.ScopeParameters;

/** Addresses of strangers. */
class RequestFuzzTest {
  private static final Scope PARAMETERS =
      new Scope(
          "S",
          "S",
          Lists.SCOPE.tables(),
          List.of(
              new Parameter("g", EdmType.GUID),
              new Parameter("s", EdmType.STRING),
              new Parameter("d", EdmType.DATE_TIME),
              new Parameter("n", EdmType.DECIMAL),
              new Parameter("t", EdmType.TIME)));

  private final SyncDoor door = Lists.door(new StillTenant(""), new StillTenant("acme"));

  @FuzzTest
  void query(byte[] bytes) {
    String query = new String(bytes, StandardCharsets.UTF_8);
    Oracle.read(() -> ScopeParameters.parse(PARAMETERS, QueryOptions.parse(query).parameters()));
    Oracle.read(() -> answered(new HttpCall("GET", LiveDoor.DOWNLOAD, query, null, null, null)));
    Oracle.read(() -> answered(call("/ListService.svc/DefaultScope/DownloadChanges", query)));
  }

  /** The first line of a request: path, perhaps a query, and in a second line what it accepts. */
  @FuzzTest
  void address(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 3);
    String[] parts = lines[0].split("\\?", 2);
    Oracle.read(
        () ->
            answered(
                new HttpCall(
                    "GET",
                    parts[0],
                    parts.length > 1 ? parts[1] : null,
                    lines.length > 1 ? lines[1] : null,
                    null,
                    lines.length > 2 ? lines[2] : null)));
  }

  private static HttpCall call(String path, String query) {
    return new HttpCall("GET", path, query, "application/json", null, null);
  }

  private Reply answered(HttpCall call) {
    Reply reply = door.answer(call, InputStream::nullInputStream);
    assertThat(reply.status()).isIn(200, 302);
    return reply;
  }
}
