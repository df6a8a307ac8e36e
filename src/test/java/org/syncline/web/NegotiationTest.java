package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.wire.FeedFormat;

class NegotiationTest {
  private final Negotiation negotiation = Lists.FORMATS.of("ListService");

  @ParameterizedTest(name = "Accept {0} gives {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      value = {
        "absent                                        | atom",
        "''                                            | atom",
        "application/json                              | json",
        "APPLICATION/Json                              | json",
        "application/atom+xml                          | atom",
        "application/json,application/atom+xml         | atom",
        "application/atom+xml;q=0.1, application/json  | atom",
        "application/*,application/json                | json",
        "application/json;odata=verbose                | json",
        "application/json;q=0                          | json",
        "text/html,*/*;q=0.8                           | atom",
        "application/*                                 | atom",
        "*/*                                           | atom",
        "text/html , application/json                  | json",
      })
  void answers_in_the_format_that_accept_names(String accept, String format) {
    assertThat(name(negotiation.answer(QueryOptions.parse(null), accept))).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/xml", "text/xml", "text/html", "image/*", "json", ",", "text/*;q=1"})
  void refuses_when_neither_format_is_accepted(String accept) {
    assertThatThrownBy(() -> negotiation.answer(QueryOptions.parse(null), accept))
        .isInstanceOfSatisfying(
            SyncException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE));
  }

  @ParameterizedTest(name = "?{0} with Accept {1} gives {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "$format=json  | application/atom+xml | json",
        "$FORMAT=JSON  | text/html            | json",
        "$format=atom  | application/json     | atom",
        "$format=xml   | application/json     | atom",
        "$format=other | text/html            | atom",
        "$format=      | application/json     | json",
        "format=atom   | application/json     | json",
      })
  void prefers_the_query_option(String query, String accept, String format) {
    assertThat(name(negotiation.answer(QueryOptions.parse(query), accept))).isEqualTo(format);
  }

  @ParameterizedTest(name = "Content-Type {0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                    | json",
        "application/json; charset=utf-8     | json",
        "Application/JSON ;charset=utf-8     | json",
        "application/atom+xml                | atom",
        "application/atom+xml;type=feed      | atom",
      })
  void reads_the_body_as_its_content_type_says(String contentType, String format) {
    assertThat(negotiation.body(contentType).map(NegotiationTest::name)).hasValue(format);
  }

  @Test
  void knows_no_other_content_types() {
    assertThat(negotiation.body(null)).isEmpty();
    assertThat(negotiation.body("")).isEmpty();
    assertThat(negotiation.body("text/xml")).isEmpty();
    assertThat(negotiation.body("application/xml")).isEmpty();
    assertThat(negotiation.body("application/x-www-form-urlencoded")).isEmpty();
  }

  @ParameterizedTest(name = "?{0} with Accept {1} is refused in {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      value = {
        "$format=json | absent           | json",
        "a=%zz        | application/json | json",
        "a=1&a=2      | application/json | json",
        "a=1&a=2      | absent           | atom",
        "absent       | text/html        | atom",
      })
  void refuses_in_the_format_of_the_caller(String query, String accept, String format) {
    var call = new HttpCall("GET", "/", query, accept, null, null);
    assertThat(name(negotiation.refusal(call))).isEqualTo(format);
  }

  private static String name(FeedFormat format) {
    return format.mediaType().contains("json") ? "json" : "atom";
  }

  @Test
  void s04_a_service_may_answer_in_json_those_who_do_not_say() {
    AnswerFormats formats =
        AnswerFormats.read(
            key ->
                key.equals("syncline.services.Lists.default-format")
                    ? Optional.of(" JSON ")
                    : Optional.empty(),
            List.of("Lists", "Other"));
    QueryOptions none = QueryOptions.parse(null);
    assertThat(name(formats.of("lists").answer(none, null))).isEqualTo("json");
    assertThat(name(formats.of("lists").answer(none, "*/*"))).isEqualTo("json");
    assertThat(name(formats.of("lists").answer(none, "application/atom+xml"))).isEqualTo("atom");
    QueryOptions atom = QueryOptions.parse("$format=Atom");
    assertThat(name(formats.of("lists").answer(atom, "application/json"))).isEqualTo("atom");
    QueryOptions unknown = QueryOptions.parse("$format=yaml");
    assertThat(name(formats.of("lists").answer(unknown, "application/atom+xml"))).isEqualTo("json");
    assertThat(name(formats.of("Other").answer(none, null))).isEqualTo("atom");
    assertThat(name(formats.ofDescriptions().answer(none, null))).isEqualTo("atom");
    var call = new HttpCall("GET", "/Lists.svc/nonsense", null, null, null, null);
    assertThat(name(formats.refusal(call))).isEqualTo("json");
  }

  @Test
  void a_default_format_that_there_is_not_stops_the_start() {
    assertThatThrownBy(() -> AnswerFormats.read(key -> Optional.of("xml"), List.of("Lists")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("syncline.services.Lists.default-format is 'xml'")
        .hasMessageContaining("atom or json");
  }
}
