package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.Requests.atom;
import static org.syncline.wire.Requests.atomTag;
import static org.syncline.wire.Requests.json;
import static org.syncline.wire.Requests.jsonTag;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies whose names are many, or made to be slow. */
class ManyNamesTest {
  private static final String TOO_MANY = "the body has more than 1000 different names";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** Different texts with one {@link String#hashCode}. */
  private static List<String> colliding(int bits) {
    return IntStream.range(0, 1 << bits)
        .mapToObj(
            number ->
                IntStream.range(0, bits)
                    .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining()))
        .toList();
  }

  private static String each(List<String> names, String pattern) {
    return names.stream().map(name -> pattern.replace("NAME", name)).collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NAME/>",
        "<NAME:a xmlns:NAME='urn:x'/>",
        "<a NAME=''/>",
        "<a xmlns:NAME='urn:x'/>",
        "<?NAME?>"
      })
  void too_many_names_in_atom_are_refused_at_once(String pattern) {
    String names = each(colliding(16), pattern);
    for (String body : new String[] {atom(names), atom("<entry>" + names + "</entry>")}) {
      long start = System.nanoTime();
      assertThat(Requests.refusal(Formats.ATOM, body)).isEqualTo(TOO_MANY);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void names_of_one_body_do_not_count_for_the_next() {
    for (int body = 0; body < 3; body++) {
      String prefix = "n" + body + "-";
      String names =
          IntStream.range(0, 900)
              .mapToObj(i -> "<" + prefix + i + "/>")
              .collect(Collectors.joining());
      String request = atom(names + atomTag("a", "<d:ID>1</d:ID>"));
      assertThat(Requests.rows(Formats.ATOM, request)).containsExactly(SampleRows.tag(1, null));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{OBJECT}",
        "{\"d\":{OBJECT}}",
        "{\"d\":{\"unknown\":[{},{OBJECT}]}}",
        "{\"d\":{\"__sync\":{OBJECT}}}",
        "{\"d\":{\"__sync\":{\"serverBlob\":{OBJECT}}}}",
        "{\"d\":{\"results\":{OBJECT}}}",
        "{\"d\":{\"results\":[{OBJECT}]}}",
        "{\"d\":{\"results\":[{\"__metadata\":{OBJECT}}]}}",
        "{\"d\":{\"results\":[{\"__syncConflict\":{\"a\":[[{OBJECT}]]}}]}}"
      })
  void too_many_members_in_json_are_refused_with_their_place(String pattern) {
    String members =
        IntStream.range(0, 1001).mapToObj(i -> "\"n" + i + "\":0").collect(Collectors.joining(","));
    assertThat(Requests.refusal(Formats.JSON, pattern.replace("OBJECT", members)))
        .startsWith("line 1, column ")
        .endsWith(": an object has more than 1000 members");
  }

  @Test
  void as_many_members_in_json_as_may_be_are_read() {
    String members =
        IntStream.range(0, 998).mapToObj(i -> "\"n" + i + "\":{}").collect(Collectors.joining(","));
    String tag = jsonTag("a", members + ",\"ID\":1");
    assertThat(Requests.rows(Formats.JSON, json(tag))).containsExactly(SampleRows.tag(1, null));
  }

  @Test
  void too_many_properties_in_atom_are_refused() {
    String body = atom(atomTag("a", "<d:ID>1</d:ID>" + "<d:No/>".repeat(1000)));
    assertThat(Requests.refusal(Formats.ATOM, body))
        .isEqualTo("an entity has more than 1000 properties");
  }

  @Test
  void names_of_xml_itself_keep_their_meaning() {
    String tag =
        atomTag("a", "<d:ID xml:space='preserve' xml:id='x' xml:lang='en'>1</d:ID>")
            .replace("<entry>", "<entry xml:base='http://h/' xmlns:xml='" + XML + "'>");
    assertThat(Requests.rows(Formats.ATOM, atom(tag))).containsExactly(SampleRows.tag(1, null));
    assertThat(Requests.refusal(Formats.ATOM, atom("<a xmlns:xml='urn:x'/>"))).contains("xml");
  }
}
