package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.EdmType;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;

class ScopeParametersTest {
  private static final String GUID = "00000000-0000-0000-0000-000000000009";
  private static final Scope TWO =
      new Scope(
          "Two",
          "Two",
          List.of(),
          List.of(new Parameter("userid", EdmType.GUID), new Parameter("Region", EdmType.STRING)));

  private static SyncException refused(Scope scope, Map<String, List<String>> query) {
    try {
      List<Object> values = ScopeParameters.parse(scope, query);
      throw new AssertionError("not refused: " + values);
    } catch (SyncException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
      return e;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"userid", "UserId", "USERID", " userid "})
  void a_name_is_found_without_regard_to_case(String name) {
    assertThat(ScopeParameters.parse(Sample.SCOPE, Map.of(name, List.of(GUID))))
        .containsExactly(SampleRows.guid(9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{00000000-0000-0000-0000-000000000009}",
        "00000000000000000000000000000009",
        "(00000000-0000-0000-0000-000000000009)"
      })
  void a_guid_has_any_of_its_forms(String text) {
    assertThat(ScopeParameters.parse(Sample.SCOPE, Map.of("userid", List.of(text))))
        .containsExactly(SampleRows.guid(9));
  }

  @Test
  void values_come_in_the_scopes_order_and_texts_as_they_are() {
    Map<String, List<String>> query = Map.of("region", List.of(" 'N&S' "), "userid", List.of(GUID));
    assertThat(ScopeParameters.parse(TWO, query)).containsExactly(SampleRows.guid(9), " 'N&S' ");
    Map<String, List<String>> empty = Map.of("region", List.of(""), "userid", List.of(GUID));
    assertThat(ScopeParameters.parse(TWO, empty)).containsExactly(SampleRows.guid(9), "");
  }

  @Test
  void other_options_are_ignored() {
    Map<String, List<String>> query = new HashMap<>();
    query.put("userid", List.of(GUID));
    query.put("$format", List.of("json", "atom"));
    query.put("unknown", List.of("1", "2"));
    query.put("", List.of("foo"));
    query.put(null, List.of("bar"));
    assertThat(ScopeParameters.parse(Sample.SCOPE, query)).containsExactly(SampleRows.guid(9));
  }

  @Test
  void a_scope_without_parameters_needs_none() {
    Scope bare = new Scope("Bare", "Bare", List.of(), List.of());
    assertThat(ScopeParameters.parse(bare, Map.of("userid", List.of(GUID)))).isEmpty();
  }

  @Test
  void a_missing_one_is_named() {
    assertThat(refused(TWO, Map.of("userid", List.of(GUID))))
        .hasMessage("parameter 'region' is missing; the first request of a client must name it");
  }

  @Test
  void one_given_twice_is_refused_also_in_different_case() {
    assertThat(refused(Sample.SCOPE, Map.of("userid", List.of(GUID, GUID))))
        .hasMessage("parameter 'userid' is there 2 times");
    assertThat(refused(Sample.SCOPE, Map.of("userid", List.of(GUID), "UserID", List.of(GUID))))
        .hasMessage("parameter 'userid' is there 2 times");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "me",
    "guid'00000000-0000-0000-0000-000000000009'",
    "'\"00000000-0000-0000-0000-000000000009\"'"
  })
  void one_that_is_not_of_its_type_is_refused(String text) {
    assertThat(refused(Sample.SCOPE, Map.of("userid", List.of(text))))
        .hasMessage("parameter 'userid' is not an Edm.Guid: \"" + text + "\"");
  }

  @Test
  void the_values_cannot_be_changed() {
    List<Object> values = ScopeParameters.parse(Sample.SCOPE, Map.of("userid", List.of(GUID)));
    assertThatThrownBy(values::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
