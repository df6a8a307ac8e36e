package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.Requests.FEED;
import static org.syncline.wire.Requests.atom;
import static org.syncline.wire.Requests.atomTag;
import static org.syncline.wire.Requests.json;
import static org.syncline.wire.Requests.jsonTag;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploads whose changes stand where nobody looks for them: the sender would take an answer for a
 * receipt, and forget them. The original accepts these (wire reference, section 26), but no client
 * sends them.
 */
class UploadShapeTest {
  private static final String TAG = jsonTag("a", "\"ID\":1");
  private static final String ENTRY = atomTag("a", "<d:ID>1</d:ID>");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}| an upload needs a list 'results'",
        "{\"d\":{\"__sync\":{\"serverBlob\":\"b\"}}}| an upload needs a list 'results'",
        "{\"d\":{\"value\":[%s]}}| an upload needs a list 'results'",
        "{\"d\":{\"results\":null}}| 'results' is not a list",
        "{\"d\":{\"results\":%s}}| 'results' is not a list",
        "{\"d\":{\"results\":{\"a\":[%s]}}}| 'results' is not a list",
        "{\"d\":{\"Results\":[%s]}}| the list of changes is called 'results', not 'Results'",
        "{\"d\":{\"results\":[],\"RESULTS\":[%s]}}| is called 'results', not 'RESULTS'"
      })
  void an_upload_in_json_without_a_list_of_changes_is_refused(String body, String message) {
    assertThat(Requests.uploadRefusal(Formats.JSON, body.formatted(TAG))).contains(message);
  }

  static Stream<Arguments> unseenEntries() {
    return Stream.of(
        Arguments.of(atom(ENTRY.replace("entry>", "Entry>")), "'Entry' in 'http://www.w3.org/"),
        Arguments.of(atom(ENTRY + ENTRY.replace("entry>", "Entry>")), "'Entry' in 'http://www.w3."),
        Arguments.of(atom(ENTRY.replace("<entry>", "<entry xmlns='urn:x'>")), "'entry' in 'urn:x'"),
        Arguments.of(atom(ENTRY.replace("<entry>", "<entry xmlns=''>")), "'entry' in ''"),
        Arguments.of(
            atom("<at:Deleted-Entry/>"), "'Deleted-Entry' in 'http://purl.org/atompub/tombstones"),
        Arguments.of(atom("<deleted-entry/>"), "'deleted-entry' in 'http://www.w3.org/2005/Atom'"),
        Arguments.of(atom("<row><id>1</id></row>"), "'row' in 'http://www.w3.org/2005/Atom'"),
        Arguments.of(atom("<Title/>"), "'Title' in 'http://www.w3.org/2005/Atom'"),
        Arguments.of(atom("<d:ID>1</d:ID>"), "'ID' in 'http://schemas.microsoft.com/ado"));
  }

  @ParameterizedTest
  @MethodSource("unseenEntries")
  void an_upload_in_atom_whose_rows_would_not_be_seen_is_refused(String body, String message) {
    assertThat(Requests.uploadRefusal(Formats.ATOM, body))
        .startsWith("line 1, column ")
        .contains("an upload cannot hold " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"d\":{\"__sync\":{\"serverBlob\":\"\"},\"results\":[]}}",
        "{\"results\":[]}",
        "{\"version\":[1],\"d\":{\"results\":[ ],\"more\":{\"a\":[{}]}},\"x\":null}"
      })
  void an_upload_in_json_may_say_that_nothing_has_changed(String body) {
    assertThat(Requests.upload(Formats.JSON, body).changes()).isEmpty();
  }

  @Test
  void an_upload_in_atom_may_have_all_that_atom_and_the_protocol_have_in_a_feed() {
    String about =
        "<title/><id/><updated/><link/><author><name/><uri/><email/></author><contributor/>"
            + "<category/><generator/><icon/><logo/><rights/><subtitle/><sync:anything/>";
    assertThat(Requests.upload(Formats.ATOM, atom(about)).changes()).isEmpty();
    assertThat(Requests.upload(Formats.ATOM, FEED + "</feed>").changes()).isEmpty();
  }

  @Test
  void what_is_unknown_beside_changes_is_read_over() {
    String json = json(TAG).replace("\"results\"", "\"more\":[1],\"results\"");
    assertThat(Requests.upload(Formats.JSON, json).changes()).hasSize(1);
    for (String body : List.of("<x>" + ENTRY + "</x>", "<row/><n:row xmlns:n='n'/>" + ENTRY)) {
      assertThat(Requests.upload(Formats.ATOM, atom(body)).changes()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "52-upload-request-insert-update-delete",
        "54-upload-request-without-blob",
        "55-upload-request-empty",
        "58-upload-request-with-echoed-edituri"
      })
  void uploads_of_the_original_clients_are_read(String vector) {
    for (FeedFormat format : List.of(Formats.JSON, Formats.ATOM)) {
      String name = vector + (format == Formats.JSON ? ".json" : ".xml");
      String body = new String(Vectors.bytes(name), StandardCharsets.UTF_8);
      assertThat(Requests.upload(format, body)).isEqualTo(Requests.read(format, body));
    }
  }

  @Test
  void a_refusal_says_nothing_of_the_parser() {
    assertThat(Requests.refusal(Formats.JSON, "{\"d\":{\"results\":[{"))
        .isEqualTo("line 1, column 19: Unexpected end-of-input: expected close marker for Object");
  }
}
