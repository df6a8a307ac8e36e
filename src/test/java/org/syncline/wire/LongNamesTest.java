package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.Requests.atom;
import static org.syncline.wire.Requests.json;
import static org.syncline.wire.Requests.jsonTag;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal repeats some of what it refuses, but not all of it. */
class LongNamesTest {
  private static final int MOST_CHARS = 250;
  private static final String LONG = "x".repeat(3000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<LONG></y>",
        "<LONG:a/>",
        "<a LONG='1' LONG='2'/>",
        "<?xml LONG?>",
        "&LONG;",
        "<a xmlns:LONG=''/>"
      })
  void an_atom_refusal_is_short(String pattern) {
    String message = Requests.refusal(Formats.ATOM, atom(pattern.replace("LONG", LONG)));
    assertThat(message).startsWith("line 1, column ").hasSizeLessThan(MOST_CHARS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"LONG\":1,\"LONG\":2}", "{\"d\":LONG}", "LONG"})
  void a_json_refusal_is_short(String pattern) {
    String message = Requests.refusal(Formats.JSON, pattern.replace("LONG", LONG));
    assertThat(message).startsWith("line 1, column ").hasSizeLessThan(MOST_CHARS);
  }

  @Test
  void a_key_is_not_repeated_whole() {
    String row =
        "{\"Code\":\""
            + LONG
            + "\",\"__metadata\":{\"tempId\":\"T\",\"type\":\"SampleScope.Customer\"}}";
    String body = json(row + "," + row.replace("\"T\"", "\"U\""));
    assertThat(Requests.refusal(Formats.JSON, body))
        .contains("its key was in this request before: ")
        .hasSizeLessThan(MOST_CHARS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[+1]",
        "+Infinit",
        "[1,\u001e2]",
        "{} /* c */",
        "{} # c",
        "[nope]",
        "[-x]",
        "['a']",
        "[01]",
        "[.5]",
        "[5.]",
        "[,1]",
        "{a:1}",
        "[\"\\x\"]"
      })
  void no_refusal_speaks_of_the_parsers_settings(String value) {
    String body = json(jsonTag("a", "\"ID\":1,\"Name\":" + value));
    assertThat(Requests.refusal(Formats.JSON, body))
        .startsWith("line 1, column ")
        .doesNotContain("Feature", "ALLOW_", "`", "enabl");
  }
}
