package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.Requests.json;
import static org.syncline.wire.Requests.jsonTag;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON that is refused, with what is wrong and where. Hazard 55: depth, numbers, duplicates. */
class BadJsonTest {
  private static final String TYPE = "\"type\":\"SampleScope.Tag\"";

  private static String entity(String metadata) {
    return json("{\"ID\":1,\"__metadata\":{" + metadata + "}}");
  }

  static Stream<Arguments> notJson() {
    return Stream.of(
        Arguments.of("[]", "line 1, column 1: the body is not a JSON object"),
        Arguments.of("\"d\"", "line 1, column 1: the body is not a JSON object"),
        Arguments.of("{\"d\":", "line 1, column 6: Unexpected end-of-input"),
        Arguments.of(json("{\"ID\":1"), "Unexpected close marker ']'"),
        Arguments.of(json("").replace("}}", "}"), "Unexpected end-of-input"),
        Arguments.of("{} {}", "line 1, column 4: there is more behind the end of the request"),
        Arguments.of("{'d':{}}", "line 1, column 2: Unexpected character (''' (code 39))"),
        Arguments.of("{\"d\":{} /* c */}", "maybe a (non-standard) comment?"),
        Arguments.of("{\"a\":\"\n\"}", "Illegal unquoted character ((CTRL-CHAR, code 10))"),
        Arguments.of("{\"a\":01}", "Leading zeroes not allowed"),
        Arguments.of("{\"a\":INF}", "Unrecognized token 'INF'"),
        Arguments.of("hello", "line 1, column 1: Unrecognized token 'hello'"),
        Arguments.of("<feed/>", "line 1, column 1: Unexpected character ('<' (code 60))"),
        Arguments.of(
            "\ufeff{}", "line 1, column 1: a JSON body is UTF-8 without a byte order mark"));
  }

  static Stream<Arguments> notARequest() {
    return Stream.of(
        Arguments.of("{\"d\":5}", "line 1, column 6: 'd' is not an object"),
        Arguments.of("{\"d\":null}", "line 1, column 6: 'd' is not an object"),
        Arguments.of("{\"d\":{\"__sync\":[]}}", "'__sync' is not an object"),
        Arguments.of("{\"d\":{\"__sync\":{\"serverBlob\":5}}}", "'serverBlob' is not a text"),
        Arguments.of("{\"d\":{\"results\":\"x\"}}", "'results' is not a list"),
        Arguments.of(json("5"), "entity 1 is not an object"),
        Arguments.of(json("null"), "entity 1 is not an object"),
        Arguments.of(json(jsonTag("a", "\"ID\":1") + ",[]"), "entity 2 is not an object"),
        Arguments.of(json("{\"ID\":1}"), "entity 1 has no '__metadata'"),
        Arguments.of(json("{\"__metadata\":null}"), "entity 1: '__metadata' is not an object"),
        Arguments.of(entity(TYPE + ",\"isDeleted\":1"), "'isDeleted' is neither true nor false"),
        Arguments.of(entity(TYPE + ",\"isDeleted\":null"), "'isDeleted' is neither true nor false"),
        Arguments.of(entity(TYPE + ",\"uri\":5"), "entity 1: 'uri' is not a text"),
        Arguments.of(entity(TYPE + ",\"tempId\":{}"), "entity 1: 'tempId' is not a text"),
        Arguments.of(entity("\"type\":true"), "entity 1: 'type' is not a text"));
  }

  static Stream<Arguments> notInTheScope() {
    return Stream.of(
        Arguments.of(entity("\"tempId\":\"a\""), "entity 1 does not say of which type it is"),
        Arguments.of(
            entity("\"type\":null,\"tempId\":\"a\""), "entity 1 does not say of which type it is"),
        Arguments.of(
            entity("\"type\":\"SampleScope.tag\",\"tempId\":\"a\""),
            "entity 1: type 'SampleScope.tag' is not in scope 'SampleScope'"),
        Arguments.of(entity(TYPE), "entity 1 (SampleScope.Tag): it has neither an id nor a tempId"),
        Arguments.of(
            entity(TYPE + ",\"tempid\":\"a\""),
            "entity 1 (SampleScope.Tag): it has neither an id nor a tempId"),
        Arguments.of(
            entity(TYPE + ",\"uri\":\" \",\"tempId\":null"),
            "entity 1 (SampleScope.Tag): it has neither an id nor a tempId"),
        Arguments.of(
            entity(TYPE + ",\"isDeleted\":true,\"tempId\":\"a\""),
            "entity 1 (SampleScope.Tag): a deletion needs the id of the row"),
        Arguments.of(
            entity(TYPE + ",\"isDeleted\":true,\"uri\":\"http://h/Item(ID=1)\""),
            "entity 1 (SampleScope.Tag): the id is not that of a row of SampleScope.Tag:"
                + " \"http://h/Item(ID=1)\""));
  }

  static Stream<Arguments> badProperties() {
    return Stream.of(
        Arguments.of("\"ID\":\"abc\"", "property 'ID' is not an Edm.Int32: \"abc\""),
        Arguments.of("\"ID\":1.0", "property 'ID' is not an Edm.Int32: \"1.0\""),
        Arguments.of("\"ID\":1e2", "property 'ID' is not an Edm.Int32: \"1e2\""),
        Arguments.of("\"ID\":2147483648", "property 'ID' is not an Edm.Int32: \"2147483648\""),
        Arguments.of("\"ID\":true", "property 'ID' is not an Edm.Int32: \"true\""),
        Arguments.of("\"ID\":\"\"", "property 'ID' is not an Edm.Int32: \"\""),
        Arguments.of("\"ID\":null", "property 'ID' cannot be null"),
        Arguments.of("\"ID\":{}", "property 'ID' is not a single Edm.Int32"),
        Arguments.of("\"ID\":[1]", "property 'ID' is not a single Edm.Int32"),
        Arguments.of("\"Name\":\"x\"", "key property 'ID' is missing"),
        Arguments.of("\"id\":1", "key property 'ID' is missing"));
  }

  @ParameterizedTest
  @MethodSource({"notJson", "notARequest"})
  void what_is_no_request_is_refused_with_its_place(String body, String message) {
    assertThat(Requests.refusal(Formats.JSON, body)).contains(message);
  }

  @ParameterizedTest
  @MethodSource("notInTheScope")
  void an_entity_that_cannot_be_placed_is_refused_by_its_number(String body, String message) {
    assertThat(Requests.refusal(Formats.JSON, body)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("badProperties")
  void a_bad_property_is_refused_by_its_name(String properties, String message) {
    String body = json(jsonTag("a", "\"ID\":7") + "," + jsonTag("b", properties));
    assertThat(Requests.refusal(Formats.JSON, body))
        .isEqualTo("entity 2 (SampleScope.Tag): " + message);
  }

  @Test
  void the_same_temp_id_twice_is_refused() {
    String body = json(jsonTag("a", "\"ID\":1") + "," + jsonTag("a", "\"ID\":2"));
    assertThat(Requests.refusal(Formats.JSON, body))
        .isEqualTo("entity 2 (SampleScope.Tag): its tempId was in this request before: \"a\"");
  }

  @Test
  void the_same_row_twice_is_refused() {
    String body = json(jsonTag("a", "\"ID\":1") + "," + jsonTag("b", "\"ID\":\"01\""));
    assertThat(Requests.refusal(Formats.JSON, body))
        .isEqualTo("entity 2 (SampleScope.Tag): its key was in this request before: Tag[1]");
  }

  @Test
  void hazard_55_a_member_that_is_there_twice_is_refused_by_name() {
    String body = json(jsonTag("a", "\"ID\":1,\"Name\":\"x\",\"Name\":\"y\""));
    assertThat(Requests.refusal(Formats.JSON, body)).contains("Duplicate field 'Name'");
    assertThat(Requests.refusal(Formats.JSON, "{\"d\":{},\"d\":{}}"))
        .isEqualTo("line 1, column 12: Duplicate field 'd'");
  }

  @Test
  void hazard_55_deep_nesting_is_refused() {
    for (String open : new String[] {"[", "{\"a\":"}) {
      String body = "{\"d\":{\"unknown\":" + open.repeat(200_000);
      assertThat(Requests.refusal(Formats.JSON, body))
          .contains("nesting depth (33) exceeds the maximum allowed (32")
          .doesNotContain("StreamReadConstraints");
    }
  }

  @Test
  void hazard_55_huge_numbers_are_refused() {
    String exponent = json(jsonTag("a", "\"ID\":1e12345678901"));
    assertThat(Requests.refusal(Formats.JSON, exponent))
        .isEqualTo(
            "entity 1 (SampleScope.Tag): property 'ID' is not an Edm.Int32: \"1e12345678901\"");
    String digits = json(jsonTag("a", "\"ID\":" + "9".repeat(1_000_000)));
    assertThat(Requests.refusal(Formats.JSON, digits)).contains("exceeds the maximum allowed (64");
  }

  @Test
  void texts_and_names_are_bounded() {
    String text = json(jsonTag("a", "\"Name\":\"" + "x".repeat((16 << 20) + 1) + "\",\"ID\":1"));
    assertThat(Requests.refusal(Formats.JSON, text)).contains("exceeds the maximum allowed");
    String name = json(jsonTag("a", "\"" + "x".repeat(5000) + "\":1,\"ID\":1"));
    assertThat(Requests.refusal(Formats.JSON, name)).contains("exceeds the maximum allowed");
  }

  @Test
  void other_encodings_are_refused() {
    byte[] utf16 = "{\"d\":{}}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Requests.refusal(Formats.JSON, utf16)).contains("a JSON body is UTF-8");
    byte[] latin = json(jsonTag("a", "\"Name\":\"\u00e9\"")).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Requests.refusal(Formats.JSON, latin)).contains("Invalid UTF-8");
  }

  @Test
  void a_request_cut_short_is_refused() {
    byte[] whole = Vectors.bytes("52-upload-request-insert-update-delete.json");
    for (int length = 1; length < whole.length - 1; length += 3) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(Requests.refusal(Formats.JSON, cut)).isNotEmpty();
    }
  }
}
