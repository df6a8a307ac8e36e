package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/** Wire reference, section 16. */
class RowErrorsTest {
  private static final String SERVICE = "syncline.services.Lists.row-errors";

  @ParameterizedTest(name = "service {0}, clients {1}: {2} asking for {3} gets conflicts: {4}")
  @CsvSource({
    "         ,          , Dalvik/1.6.0 (Linux),           , false",
    "conflicts,          , SyncKit/1.0,                    , true",
    "Conflicts,          ,                     ,           , true",
    "conflicts,          , SyncKit/1.0,          errors    , false",
    "errors   , Dalvik   , Dalvik/1.6.0 (Linux),           , true",
    "         , ^Dalvik/1, Dalvik/1.6.0 (Linux), ' Errors ', false",
    "         , ^Dalvik/1, Mozilla/5.0 Dalvik/1,           , false",
    "         , Dalvik   ,                     ,           , false",
    "         ,          ,                     , conflicts , true",
  })
  void the_request_counts_before_the_client_and_the_client_before_the_service(
      String service, String clients, String userAgent, String asked, boolean conflicts) {
    var errors = read(service, clients);
    assertThat(errors.asConflicts("Lists", call(userAgent, asked))).isEqualTo(conflicts);
  }

  @Test
  void other_services_are_not_concerned() {
    assertThat(read("conflicts", null).asConflicts("Other", call(null, null))).isFalse();
  }

  @Test
  void a_form_that_there_is_not_is_refused() {
    assertThatThrownBy(() -> read(null, null).asConflicts("Lists", call(null, "silence")))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER))
        .hasMessage("SyncRowErrors must be errors or conflicts");
  }

  @Test
  void nonsense_stops_the_start_with_a_sentence() {
    assertThatThrownBy(() -> read("maybe", null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(SERVICE + " is 'maybe'; it must be errors or conflicts");
    assertThatThrownBy(() -> read(null, "Dalvik("))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(RowErrors.CLIENTS + " is 'Dalvik('")
        .hasMessageContaining("a regular expression");
  }

  private static RowErrors read(String service, String clients) {
    Map<String, Optional<String>> configured =
        Map.of(
            SERVICE, Optional.ofNullable(service), RowErrors.CLIENTS, Optional.ofNullable(clients));
    return RowErrors.read(
        key -> configured.getOrDefault(key, Optional.empty()), List.of("Lists", "Other"));
  }

  private static HttpCall call(String userAgent, String asked) {
    return new HttpCall("POST", "/Lists.svc", null, null, null, null, userAgent, asked, Map.of());
  }
}
