package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

class QueryOptionsTest {

  @Test
  void keeps_system_options_and_parameters_apart() {
    var options = QueryOptions.parse("$format=json&UserID=7&$syncServerBlob=%20a%2Bb%20&x=");

    assertThat(options.system("$format")).hasValue("json");
    assertThat(options.system("$syncserverblob")).hasValue("a+b");
    assertThat(options.parameters()).isEqualTo(Map.of("userid", List.of("7"), "x", List.of("")));
  }

  @Test
  void decodes_names_and_values() {
    var options = QueryOptions.parse("user%20id=a%20b&%C3%BCber=%E2%82%AC+5&raw=ü/?:@");

    assertThat(options.parameters())
        .isEqualTo(
            Map.of("user id", List.of("a b"), "über", List.of("€ 5"), "raw", List.of("ü/?:@")));
  }

  @Test
  void passes_over_what_has_no_name() {
    assertThat(QueryOptions.parse(null).parameters()).isEmpty();
    assertThat(QueryOptions.parse("").parameters()).isEmpty();
    assertThat(QueryOptions.parse("foo&&=1&%20=2&a=b=c").parameters())
        .isEqualTo(Map.of("a", List.of("b=c")));
  }

  @Test
  void counts_a_blank_system_option_as_absent() {
    assertThat(QueryOptions.parse("$format=+").system("$format")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=1", "a=1&A=2", "$format=json&$Format=atom", "a=1&%61%20=2"})
  void refuses_a_name_given_twice(String query) {
    assertRefused(query, ErrorCode.BAD_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%4x", "%%=1", "a=%FF", "a=%C3", "a=%ED%A0%80"})
  void refuses_broken_encoding(String query) {
    assertRefused(query, ErrorCode.BAD_URL);
  }

  private static void assertRefused(String query, ErrorCode code) {
    assertThatThrownBy(() -> QueryOptions.parse(query))
        .isInstanceOfSatisfying(
            SyncException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
