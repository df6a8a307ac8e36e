package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

class RouterTest {
  private static final String ROOT = "/ListService.svc";
  private final Router router =
      new Router(Lists.tenants(new StillTenant(""), new StillTenant("acme")), Lists.FORMATS);

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "GET,  /ListService.svc,                              ROOT",
    "GET,  /ListService.svc/,                             ROOT",
    "GET,  //ListService.svc//,                           ROOT",
    "HEAD, /ListService.svc/,                             ROOT",
    "GET,  /listservice.SVC/$syncscopes,                  SYNC_SCOPES",
    "GET,  /ListService.svc/$SyncScopes/,                 SYNC_SCOPES",
    "HEAD, /ListService.svc/$syncscopes,                  SYNC_SCOPES",
    "GET,  /ListService.svc/%24syncscopes,                SYNC_SCOPES",
    "GET,  /ListService.svc/$diag,                        DIAG",
    "GET,  /acme/ListService.svc/$DIAG,                   DIAG",
    "GET,  /ListService.svc/DefaultScope/$metadata,       METADATA",
    "GET,  /ListService.svc/defaultscope/$METADATA,       METADATA",
    "GET,  /ListService.svc/DefaultScope/DownloadChanges, DOWNLOAD_CHANGES",
    "POST, /ListService.svc/DefaultScope/downloadchanges, DOWNLOAD_CHANGES",
    "HEAD, /ListService.svc/DefaultScope/downloadchanges, DOWNLOAD_CHANGES",
    "GET,  //ListService.svc///DefaultScope//DownloadChanges/, DOWNLOAD_CHANGES",
    "POST, /acme//ListService.svc/DefaultScope/UploadChanges,  UPLOAD_CHANGES",
    "POST, /ListService.svc/D%65fault%53cope/uploadchanges,    UPLOAD_CHANGES",
  })
  void finds_the_operation(String method, String path, Operation operation) {
    SyncCall call = router.route(call(method, path, null, null));

    assertThat(call.operation()).isEqualTo(operation);
    assertThat(call.service()).isEqualTo(Lists.SERVICE);
    assertThat(call.scopeOrNull() != null)
        .isEqualTo(
            operation == Operation.METADATA
                || operation == Operation.DOWNLOAD_CHANGES
                || operation == Operation.UPLOAD_CHANGES);
  }

  @ParameterizedTest(name = "{0} {1} gives {2}")
  @CsvSource({
    "GET,  /ListService.svc/DefaultScope,                   BAD_URL, add /$metadata",
    "GET,  /ListService.svc/$metadata,                      BAD_URL, $metadata",
    "GET,  /ListService.svc/DefaultScope/Upload,            BAD_URL, no operation 'Upload'",
    "GET,  /ListService.svc/DefaultScope/$syncscopes,       BAD_URL, $syncscopes",
    "GET,  /ListService.svc/Other/$metadata,                BAD_URL, it has DefaultScope",
    "GET,  /ListService.svc/a/b/c,                          BAD_URL, at most",
    "POST, /ListService.svc/$diag,                          BAD_URL, GET",
    "GET,  /ListService.svc/Default%ZZ/$metadata,           BAD_URL, a '%' that",
    "GET,  /ListService.svc/Default%2/$metadata,            BAD_URL, a '%' that",
    "GET,  /ListService.svc/%C3%28/$metadata,               BAD_URL, UTF-8",
    "GET,  /Other.svc/$syncscopes,                          UNKNOWN_SERVICE, no service 'Other'",
    "GET,  /nobody/ListService.svc/$syncscopes,             UNKNOWN_SERVICE, no tenant 'nobody'",
    "GET,  /a/b/ListService.svc/$syncscopes,                UNKNOWN_SERVICE, names no service",
    "GET,  /,                                               UNKNOWN_SERVICE, names no service",
    "GET,  '',                                              UNKNOWN_SERVICE, names no service",
    "GET,  /ListService/$syncscopes,                        UNKNOWN_SERVICE, names no service",
  })
  void refuses_what_is_not_there(String method, String path, ErrorCode code, String says) {
    assertRefused(call(method, path, null, null), code, says);
  }

  @ParameterizedTest(name = "{0} {1} allows {2}")
  @CsvSource({
    "POST,    /ListService.svc/,                              GET",
    "POST,    /ListService.svc/$syncscopes,                   GET",
    "PUT,     /ListService.svc/$syncscopes,                   GET",
    "POST,    /ListService.svc/DefaultScope/$metadata,        GET",
    "GET,     /ListService.svc/DefaultScope/UploadChanges,    POST",
    "HEAD,    /ListService.svc/DefaultScope/UploadChanges,    POST",
    "DELETE,  /ListService.svc/DefaultScope/UploadChanges,    POST",
    "DELETE,  /ListService.svc/DefaultScope/DownloadChanges,  'GET, POST'",
    "PATCH,   /ListService.svc/DefaultScope/downloadchanges,  'GET, POST'",
    "OPTIONS, /anything,                                      ''",
    "PUT,     /Other.svc/DefaultScope/DownloadChanges,        ''",
    "PUT,     /other/ListService.svc/$syncscopes,             ''",
    "PUT,     /ListService.svc/%ZZ,                           'GET, POST'",
    "FOO,     /ListService.svc/a/b/c,                         'GET, POST'",
  })
  void says_which_verbs_an_address_takes(String method, String path, String allow) {
    var refusal =
        catchThrowableOfType(
            MethodNotAllowedException.class, () -> router.route(call(method, path, null, null)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.METHOD_NOT_ALLOWED);
    assertThat(refusal.allow()).isEqualTo(allow);
  }

  @ParameterizedTest
  @CsvSource({
    "/%s.svc/$syncscopes, ''",
    "/%s/ListService.svc/$syncscopes, ''",
    "/ListService.svc/%s, ''",
    "/ListService.svc/DefaultScope/%s, ''",
    "/ListService.svc/%s/$metadata, ''",
    "/ListService.svc/%%C3%s/$metadata, ''",
    "/ListService.svc/$syncscopes, %s=1&%s=2",
    "/ListService.svc/$syncscopes, %%C3%s=1",
  })
  void repeats_only_the_beginning_of_what_is_long(String path, String query) {
    String longText = "x".repeat(5000);
    assertThatThrownBy(
            () ->
                router.route(
                    call(
                        "GET",
                        path.formatted(longText),
                        query.formatted(longText, longText),
                        null)))
        .isInstanceOf(SyncException.class)
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("xxxx...'")
        .hasSizeLessThan(300);
  }

  @Test
  void checks_in_the_order_of_the_protocol() {
    String html = "text/html";
    assertRefused(call("PUT", "/a/b/c/d", "x=1&x=2", html), ErrorCode.METHOD_NOT_ALLOWED, "PUT");
    assertRefused(call("GET", "/X.svc/a/b/c", "x=1&x=2", html), ErrorCode.BAD_URL, "at most");
    assertRefused(call("GET", "/X.svc/a", "x=1&x=2", html), ErrorCode.UNKNOWN_SERVICE, "'X'");
    assertRefused(call("GET", ROOT + "/a", "x=1&X=2", html), ErrorCode.BAD_PARAMETER, "'x'");
    assertRefused(call("GET", ROOT + "/a", "x=1", html), ErrorCode.NOT_ACCEPTABLE, "Accept");
    assertRefused(call("GET", ROOT + "/a", "x=1", null), ErrorCode.BAD_URL, "'a'");
    assertRefused(
        call("GET", ROOT + "/a/UploadChanges", null, null), ErrorCode.METHOD_NOT_ALLOWED, "GET");
    assertRefused(call("POST", ROOT + "/a/UploadChanges", null, null), ErrorCode.BAD_URL, "'a'");
  }

  @Test
  void shows_the_diagnostics_and_the_redirect_to_a_browser_that_wants_html() {
    assertThat(router.route(call("GET", ROOT + "/$diag", null, "text/html")).operation())
        .isEqualTo(Operation.DIAG);
    assertThat(router.route(call("GET", ROOT, null, "text/html")).operation())
        .isEqualTo(Operation.ROOT);
  }

  private void assertRefused(HttpCall call, ErrorCode code, String says) {
    assertThatThrownBy(() -> router.route(call))
        .isInstanceOfSatisfying(
            SyncException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContaining(says);
  }

  private static HttpCall call(String method, String path, String query, String accept) {
    return new HttpCall(method, path, query, accept, null, null);
  }
}
