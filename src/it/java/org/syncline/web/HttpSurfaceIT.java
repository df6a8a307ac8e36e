package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.SharedServer;

/** The wire reference's sections 1 to 4 and 17, byte by byte against the running server. */
@ExtendWith(SharedServer.class)
class HttpSurfaceIT {
  private static final String ROOT = "/sync/DefaultScopeSyncService.svc";
  private static final String SCOPE = ROOT + "/DefaultScope";
  private static final String EMPTY =
      "{\"d\":{\"__sync\":{\"moreChangesAvailable\":false,\"serverBlob\":\"\"},\"results\":[]}}";

  private URI server;
  private RawHttp http;
  private String user;

  @BeforeEach
  void connect(LiveServer live) {
    server = live.uri();
    http = new RawHttp(server);
    user = "userid=" + UUID.randomUUID();
  }

  @ParameterizedTest(name = "{0} {1} Accept {2}: {3} {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GET  | /$syncscopes                      | -                    | 200 | application/xml",
        "GET  | /$SYNCSCOPES/                     | */*                  | 200 | application/xml",
        "GET  | //$syncscopes                     | application/atom+xml | 200 | application/xml",
        "GET  | /$syncscopes                      | application/json     | 200 | application/json",
        "GET  | /$syncscopes?$format=JSON         | text/html            | 200 | application/json",
        "GET  | /$syncscopes                      | text/html            | 406 | application/atom+xml",
        "GET  | /$syncscopes                      | application/xml      | 406 | application/atom+xml",
        "GET  | /DefaultScope/$metadata           | -                    | 200 | application/xml",
        "GET  | /defaultscope/$METADATA           | application/json     | 200 | application/xml",
        "GET  | /DefaultScope/$metadata           | text/xml             | 406 | application/atom+xml",
        "GET  | /$diag                            | text/html            | 200 | text/html; charset=UTF-8",
        "GET  | /$diag                            | -                    | 200 | text/html; charset=UTF-8",
        "POST | /$diag                            | -                    | 400 | application/atom+xml",
        "GET  | /nonsense                         | application/json     | 400 | application/json",
        "GET  | /DefaultScope                     | application/json     | 400 | application/json",
        "GET  | /$metadata                        | application/json     | 400 | application/json",
        "GET  | /DefaultScope/Sync                | application/json     | 400 | application/json",
        "GET  | /Other/$metadata                  | application/json     | 400 | application/json",
        "GET  | /Other/$metadata                  | text/html            | 406 | application/atom+xml",
        "GET  | /a/b/c                            | text/html            | 400 | application/atom+xml",
        "GET  | /$syncscopes?a=1&A=2              | application/json     | 400 | application/json",
        "GET  | /$syncscopes?nameless&=x          | application/json     | 200 | application/json",
        "GET  | /$syncscopes?a=%zz                | application/json     | 400 | application/json",
        "GET  | /DefaultScope/DownloadChanges     | application/json     | 400 | application/json",
        "GET  | /DefaultScope/UploadChanges       | application/json     | 405 | application/json",
        "GET  | /$syncscopes                      | ///                  | 406 | application/atom+xml",
      })
  void answers(String method, String path, String accept, int status, String type)
      throws IOException {
    var answer =
        accept == null
            ? http.send(method, ROOT + path)
            : http.send(method, ROOT + path, "Accept: " + accept);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(type);
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    boolean page = type.startsWith("text/html");
    assertThat(answer.header("SyncServiceVersion"))
        .isEqualTo(status == 200 && !page ? "1.0" : null);
    if (status >= 400) {
      assertThat(answer.text()).contains("ErrorDescription").doesNotContain("Exception", "<html");
    }
  }

  @ParameterizedTest(name = "{0} {1} allows {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "POST    | /$syncscopes                  | GET",
        "POST    | /DefaultScope/$metadata       | GET",
        "GET     | /DefaultScope/UploadChanges   | POST",
        "HEAD    | /DefaultScope/UploadChanges   | POST",
        "PUT     | /DefaultScope/DownloadChanges | GET, POST",
        "DELETE  | /DefaultScope/DownloadChanges | GET, POST",
        "PATCH   | /DefaultScope/DownloadChanges | GET, POST",
        "OPTIONS | /DefaultScope/DownloadChanges | GET, POST",
        "BREW    | /DefaultScope/DownloadChanges | GET, POST",
        "PUT     | /nonsense                     | GET, POST",
        "DELETE  | /a/b/c/d                      | GET, POST",
      })
  void names_the_verbs_that_it_takes(String method, String path, String allow) throws IOException {
    var answer = http.send(method, ROOT + path);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allow);
    assertThat(answer.body().length == 0).isEqualTo(method.equals("HEAD"));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /sync/Other.svc/$syncscopes, ''",
    "PUT, /sync/nothing, ''",
  })
  void promises_no_verb_that_leads_nowhere(String method, String path, String allow)
      throws IOException {
    var answer = http.send(method, path);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allow);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//"})
  void sends_the_root_on_and_believes_no_name_of_the_server(String end) throws IOException {
    String path = "/sync//DefaultScopeSyncService.svc" + end;
    var answer = http.sendTo("evil.example:81", "GET", path);

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("$syncscopes").doesNotContain("evil");
    URI next = URI.create("http://localhost" + path).resolve(answer.header("Location"));
    assertThat(next.getPath().replaceAll("/+", "/")).isEqualTo(ROOT + "/$syncscopes");
    assertThat(http.send("GET", next.getPath()).status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sync",
        "/sync/",
        "/sync/nothing",
        "/sync/Other.svc/$syncscopes",
        "/sync/application.wadl",
        "/sync/tenant/DefaultScopeSyncService.svc/$syncscopes",
        "/sync/a/b/c/d.svc"
      })
  void knows_no_other_services(String path) throws IOException {
    var answer = http.send("GET", path, "Accept: application/json");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text())
        .startsWith("{\"ErrorDescription\":\"")
        .doesNotContain("Scope does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/$syncscopes", "/DefaultScope/$metadata"})
  void answers_head_like_get_without_the_body(String path) throws IOException {
    for (String encoding : new String[] {"identity", "gzip"}) {
      var got = http.send("GET", ROOT + path, "Accept-Encoding: " + encoding);
      var head = http.send("HEAD", ROOT + path, "Accept-Encoding: " + encoding);

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers()).isEqualTo(got.headers());
    }
  }

  /** Its length is that of a page which has the time. */
  @Test
  void answers_head_to_the_diagnostics() throws IOException {
    var head = http.send("HEAD", ROOT + "/$diag");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
  }

  @Test
  void answers_head_to_a_download() throws IOException {
    var head = http.send("HEAD", SCOPE + "/downloadchanges?" + user, "Accept: application/json");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(Integer.parseInt(head.header("Content-Length"))).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "gzip, deflated", "br, GZIP;q=0.1"})
  void compresses_for_those_who_list_gzip(String encodings) throws IOException {
    var plain = http.send("GET", SCOPE + "/$metadata");
    var zipped = http.send("GET", SCOPE + "/$metadata", "Accept-Encoding: " + encodings);

    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(zipped.header("Content-Length")).isEqualTo("" + zipped.body().length);
    assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
    assertThat(zipped.unzipped()).isEqualTo(plain.text());
    assertThat(plain.header("Content-Encoding")).isNull();
    assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "*", "gzip;q=0", "identity"})
  void compresses_for_nobody_else(String encodings) throws IOException {
    var answer = http.send("GET", SCOPE + "/$metadata", "Accept-Encoding: " + encodings);

    assertThat(answer.header("Content-Encoding")).isNull();
    assertThat(answer.text()).startsWith("<");
  }

  @Test
  void takes_bodies_with_a_length_in_chunks_and_compressed() throws IOException {
    String path = SCOPE + "/UploadChanges?" + user;
    byte[] body = EMPTY.getBytes(StandardCharsets.UTF_8);
    String json = "Content-Type: application/json; charset=utf-8";

    assertThat(http.send("POST", path, body, json).status()).isEqualTo(200);
    assertThat(http.chunked("POST", path, body, json).status()).isEqualTo(200);
    assertThat(http.send("POST", path, zip(body), json, "Content-Encoding: gzip").status())
        .isEqualTo(200);
    assertThat(http.chunked("POST", path, zip(body), json, "Content-Encoding: gzip").status())
        .isEqualTo(200);
  }

  @Test
  void reads_one_format_and_answers_the_other() throws IOException {
    var answer =
        http.send(
            "POST",
            SCOPE + "/UploadChanges?" + user,
            EMPTY.getBytes(StandardCharsets.UTF_8),
            "Content-Type: application/json",
            "Accept: application/atom+xml");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/atom+xml");
    assertThat(answer.text()).contains("<sync:serverBlob>");
  }

  @Test
  void takes_the_blob_of_a_get_from_the_query_or_the_header() throws IOException {
    String path = SCOPE + "/DownloadChanges";
    String json = "Accept: application/json";
    var first = http.send("GET", path + "?" + user, json);
    String blob = first.text().replaceAll(".*\"serverBlob\":\"([^\"]*)\".*", "$1");
    blob = blob.replace("\\/", "/");

    // no userid: the blob has it
    assertThat(http.send("GET", path, json).status()).isEqualTo(400);
    assertThat(http.send("GET", path, json, "SyncServerBlob: " + blob).status()).isEqualTo(200);
    String escaped = blob.replace("+", "%2B").replace("=", "%3D").replace("/", "%2F");
    assertThat(http.send("GET", path + "?$syncServerBlob=" + escaped, json).status())
        .isEqualTo(200);
    var altered = http.send("GET", path, json, "SyncServerBlob: " + blob.replace('A', 'B'));
    assertThat(altered.status()).isEqualTo(404);
    assertThat(altered.text()).contains("Scope does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/html", "///", ""})
  void logs_in_and_lists_services_whatever_accept_says(String accept) throws IOException {
    var login = http.send("GET", "/sync/Login.ashx?username=accept", "Accept: " + accept);
    assertThat(login.status()).isEqualTo(200);
    assertThat(login.header("Content-Type")).startsWith("text/plain");
    assertThat(login.header("Content-Length")).isEqualTo("" + login.body().length);
    assertThat(login.header("Cache-Control")).isEqualTo("no-store");
    assertThat(UUID.fromString(login.text())).hasToString(login.text());

    var services = http.send("GET", "/sync/services.json", "Accept: " + accept);
    assertThat(services.status()).isEqualTo(200);
    assertThat(services.header("Content-Type")).isEqualTo("application/json");
    assertThat(services.header("Content-Length")).isEqualTo("" + services.body().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SyncRowErrors: conflicts", "User-Agent: OldPhone/1.0 (Android)"})
  void tells_errors_as_conflicts_to_those_who_cannot_read_them(String header) throws IOException {
    String nameless =
        """
        {"d":{"__sync":{"moreChangesAvailable":false,"serverBlob":""},"results":[
          {"__metadata":{"tempId":"t1","uri":"","type":"DefaultScope.User"},
           "ID":"%s","Name":" "}]}}
        """
            .formatted(UUID.randomUUID());
    byte[] body = nameless.getBytes(StandardCharsets.UTF_8);
    String path = SCOPE + "/UploadChanges?" + user;
    String[] json = {"Accept: application/json", "Content-Type: application/json"};
    assertThat(http.send("POST", path, body, json).text())
        .contains("\"__syncError\"")
        .doesNotContain("__syncConflict");
    var answer = http.send("POST", path, body, json[0], json[1], header);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains(
            "\"__syncConflict\"", "\"conflictResolution\":\"ServerWins\"", "\"isDeleted\":true")
        .containsOnlyOnce("\"t1\"")
        .doesNotContain("__syncError");
    assertThat(http.send("POST", path, body, json[0], json[1], "SyncRowErrors: none").status())
        .isEqualTo(400);
  }

  /** Two of the known clients send their bodies only then. */
  @Test
  void s02_a_client_that_waits_for_100_continue_is_told_to_go_on() throws Exception {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var request =
        HttpRequest.newBuilder(server.resolve(SCOPE + "/UploadChanges?" + user))
            .expectContinue(true)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(EMPTY))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void s10_ids_do_not_depend_on_the_name_that_the_caller_used() throws IOException {
    String path = SCOPE + "/DownloadChanges?$format=json&" + user;
    Pattern uri = Pattern.compile("\"uri\":\"([^\"]+)\"");
    var here = uri.matcher(http.send("GET", path).text());
    var there = uri.matcher(http.sendTo("box.example:81", "GET", path).text());
    var ids = here.results().map(id -> id.group(1)).toList();
    assertThat(ids).isNotEmpty();
    assertThat(there.results().map(id -> id.group(1))).isEqualTo(ids);
  }

  @Test
  void shows_what_runs_here() throws IOException {
    var services = http.send("GET", "/sync/services.json");
    assertThat(services.header("Content-Type")).isEqualTo("application/json");
    assertThat(services.text()).contains("sync/DefaultScopeSyncService.svc/$syncscopes");

    var page = http.send("GET", ROOT + "/$diag");
    assertThat(page.text()).contains("<td class=\"ok\">SUCCESS</td>", "TagItemMapping");
    assertThat(page.text()).doesNotContain("class=\"bad\"");
    var sheet = page.text().replaceAll("(?s).*rel=\"stylesheet\" href=\"([^\"]+)\".*", "$1");
    var sheetPath = URI.create(ROOT + "/$diag").resolve(sheet).toString();
    assertThat(http.send("GET", sheetPath).header("Content-Type")).startsWith("text/css");

    assertThat(http.send("GET", "/health/ready").status()).isEqualTo(200);
    assertThat(http.send("GET", "/health/live").status()).isEqualTo(200);
    assertThat(http.send("GET", "/metrics").text())
        .containsPattern("(?m)^syncline_unnumbered_changes\\b.* \\d")
        .containsPattern("(?m)^syncline_unnumbered_oldest_seconds\\b.* \\d");
    assertThat(http.send("GET", "/nothing").text()).contains("Nothing here");
  }

  static byte[] zip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }
}
