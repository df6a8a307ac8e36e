package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.Position;
import org.syncline.model.SyncException;

class SyncDoorTest {
  private static final String ROOT = "/ListService.svc";
  private static final String DOWNLOAD = ROOT + "/DefaultScope/DownloadChanges";
  private static final String UPLOAD = ROOT + "/DefaultScope/UploadChanges";
  private static final String JSON = "application/json";
  private static final String USER = "userid=00000000-0000-0005-0000-000000000006";
  private static final String EMPTY_UPLOAD =
      "{\"d\":{\"__sync\":{\"moreChangesAvailable\":false,\"serverBlob\":\"%s\"},\"results\":[]}}";

  private final StillTenant tenant = new StillTenant("");
  private final StillTenant acme = new StillTenant("acme");
  private final SyncDoor door = Lists.door(tenant, acme);

  /** Whatever the caller says that the server is called. */
  @Test
  void sends_the_root_on_to_the_scopes_as_seen_from_there() {
    var reply = answer("GET", "//listservice.svc/", null, null, "");
    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.headers())
        .containsEntry("Location", "$syncscopes")
        .doesNotContainKey("SyncServiceVersion");

    assertThat(answer("GET", "/acme/ListService.svc", null, null, "").headers())
        .containsEntry("Location", "./ListService.svc/$syncscopes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/$syncscopes", "/DefaultScope/$metadata", "/DefaultScope/DownloadChanges"})
  void names_the_version_on_every_success(String operation) {
    var reply = answer("GET", ROOT + operation, USER, null, "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("SyncServiceVersion", "1.0");
  }

  @Test
  void shows_scopes_as_xml_unless_json_is_asked_for() throws IOException {
    assertThat(media("/$syncscopes", null)).isEqualTo("application/xml");
    assertThat(media("/$syncscopes", "application/atom+xml")).isEqualTo("application/xml");
    assertThat(media("/$syncscopes", "*/*")).isEqualTo("application/xml");
    assertThat(media("/$syncscopes", JSON)).isEqualTo(JSON);
    assertThat(media("/DefaultScope/$metadata", JSON)).isEqualTo("application/xml");
    assertThat(media("/$diag", JSON)).isEqualTo(JSON);
    assertThat(media("/$diag", "text/html,*/*;q=0.8")).isEqualTo("text/html; charset=UTF-8");
    assertThat(Replies.text(answer("GET", ROOT + "/$syncscopes", null, null, "")))
        .contains("href=\"defaultscope\"", "https://sync.example.org/sync/listservice.svc/");
  }

  @Test
  void downloads_for_a_new_client_by_get_and_by_post() throws IOException {
    var got = Replies.text(answer("GET", DOWNLOAD, USER, JSON, ""));
    var posted = Replies.text(answer("POST", DOWNLOAD, USER, JSON, EMPTY_UPLOAD.formatted("")));

    assertThat(got).contains("\"ID\":7", "\"moreChangesAvailable\":false");
    assertThat(posted).contains("\"ID\":7");
    assertThat(tenant.downloads).hasSize(2);
    for (var replica : tenant.downloads) {
      assertThat(replica.position()).isEqualTo(new Position.Start());
      assertThat(replica.parameters()).isEqualTo(List.of(new UUID(5, 6)));
    }
  }

  @Test
  void takes_a_post_without_a_body_for_a_new_client() {
    var call = new HttpCall("POST", DOWNLOAD, USER, JSON, null, null);
    assertThat(door.answer(call, InputStream::nullInputStream).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t"})
  void takes_a_download_with_an_empty_body_but_no_such_upload(String body) {
    assertThat(answer("POST", DOWNLOAD, USER, JSON, body).status()).isEqualTo(200);
    assertThatThrownBy(() -> answer("POST", UPLOAD, USER, JSON, body))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_BODY))
        .hasMessage("an upload needs a body");
    assertRefused("POST", UPLOAD, "application/atom+xml", body, ErrorCode.BAD_BODY);
    assertThat(tenant.uploads).isEmpty();
  }

  @Test
  void goes_on_where_the_blob_says() throws IOException {
    String blob = blob(Replies.text(answer("GET", DOWNLOAD, USER, JSON, "")));
    String escaped = blob.replace("+", "%2B");

    answer("POST", DOWNLOAD, null, JSON, EMPTY_UPLOAD.formatted(blob));
    answer("GET", DOWNLOAD, "$syncServerBlob=%20" + escaped + "%20", JSON, "");
    answer("GET", DOWNLOAD, "$SYNCSERVERBLOB=" + escaped, JSON, "", "nonsense");
    answer("GET", DOWNLOAD, "$syncServerBlob=", JSON, "", " " + blob + " ");

    assertThat(tenant.downloads).hasSize(5);
    assertThat(tenant.downloads.subList(1, 5))
        .allSatisfy(
            replica -> assertThat(replica.position()).isInstanceOf(Position.Following.class));
  }

  @Test
  void refuses_a_blob_of_another_tenant() throws IOException {
    String blob = blob(Replies.text(answer("GET", DOWNLOAD, USER, JSON, "")));

    assertRefused(
        "POST", "/acme" + DOWNLOAD, JSON, EMPTY_UPLOAD.formatted(blob), ErrorCode.UNKNOWN_REPLICA);
    assertRefused(
        "POST", "/acme" + UPLOAD, JSON, EMPTY_UPLOAD.formatted(blob), ErrorCode.UNKNOWN_REPLICA);
    assertThat(acme.downloads).isEmpty();
    assertThat(acme.uploads).isEmpty();
  }

  @Test
  void does_not_take_a_plus_that_became_a_blank_for_an_unknown_blob() {
    assertThatThrownBy(() -> answer("GET", DOWNLOAD, "$syncServerBlob=a+b", JSON, ""))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER))
        .hasMessageContaining("percent-encoded");
  }

  @Test
  void uploads_and_answers_in_different_formats() throws IOException {
    String insert =
        """
        {"d":{"__sync":{"moreChangesAvailable":false,"serverBlob":""},"results":[
          {"ID":8,"UserID":"00000000-0000-0005-0000-000000000006",
           "__metadata":{"tempId":"t1","uri":"","type":"DefaultScope.Tag"}}]}}
        """;
    String atom = Replies.text(answer("POST", UPLOAD, USER, "application/atom+xml", insert));

    assertThat(atom).contains("<sync:tempId>t1</sync:tempId>");
    assertThat(atom).contains("https://sync.example.org/sync/ListService.svc/Tag(ID=8)");
    assertThat(tenant.uploads).hasSize(1);
    assertThat(tenant.uploads.get(0).replica()).isEmpty();
    assertThat(tenant.uploads.get(0).parameters()).isEqualTo(List.of(new UUID(5, 6)));
  }

  @Test
  void needs_no_parameters_once_there_is_a_blob() throws IOException {
    String blob = blob(Replies.text(answer("GET", DOWNLOAD, USER, JSON, "")));

    var reply = answer("POST", UPLOAD, "userid=nonsense", JSON, EMPTY_UPLOAD.formatted(blob));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(tenant.uploads.get(0).replica())
        .hasValueSatisfying(
            replica -> assertThat(replica.parameters()).isEqualTo(List.of(new UUID(5, 6))));
    assertThat(tenant.uploads.get(0).blob()).isEqualTo(blob);
  }

  @Test
  void refuses_a_body_of_unknown_type() {
    String body = EMPTY_UPLOAD.formatted("");
    assertRefused("POST", UPLOAD, null, body, ErrorCode.BAD_BODY);
    assertRefused("POST", UPLOAD, null, "", ErrorCode.BAD_BODY);
    assertRefused("POST", UPLOAD, "text/xml", body, ErrorCode.BAD_BODY);
    assertRefused("POST", DOWNLOAD, null, body, ErrorCode.BAD_BODY);
    assertRefused("POST", DOWNLOAD, "application/octet-stream", "", ErrorCode.BAD_BODY);
    assertThat(tenant.uploads).isEmpty();
    assertThat(tenant.downloads).isEmpty();
  }

  @Test
  void refuses_a_first_request_without_its_parameters() {
    assertThatThrownBy(() -> answer("GET", DOWNLOAD, null, null, ""))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER));
    assertThatThrownBy(() -> answer("GET", DOWNLOAD, "userid=7", null, ""))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER));
  }

  @Test
  void calls_a_body_that_breaks_off_the_callers_fault() {
    var call = new HttpCall("POST", UPLOAD, USER, null, JSON, null);
    BodySource broken =
        () -> {
          throw new IOException("connection reset");
        };
    assertThatThrownBy(() -> door.answer(call, broken))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_BODY))
        .hasMessageContaining("not all of the body arrived");
  }

  private void assertRefused(
      String method, String path, String contentType, String body, ErrorCode code) {
    var call = new HttpCall(method, path, USER, null, contentType, null);
    assertThatThrownBy(() -> door.answer(call, () -> stream(body)))
        .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private String media(String operation, String accept) {
    return answer("GET", ROOT + operation, null, accept, "").body().mediaType();
  }

  private Reply answer(String method, String path, String query, String accept, String body) {
    return answer(method, path, query, accept, body, null);
  }

  private Reply answer(
      String method, String path, String query, String accept, String body, String blobHeader) {
    String contentType = method.equals("POST") ? JSON : null;
    return door.answer(
        new HttpCall(method, path, query, accept, contentType, blobHeader), () -> stream(body));
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String blob(String json) {
    var matcher = Pattern.compile("\"serverBlob\":\"([^\"]+)\"").matcher(json);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).replace("\\/", "/");
  }
}
