package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.wire.Requests.FEED;
import static org.syncline.wire.Requests.atom;
import static org.syncline.wire.Requests.atomTag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Atom that is refused, with what is wrong and where. Hazards 53 and 54: entities and depth. */
class BadAtomTest {
  private static final String CATEGORY = "<category term='SampleScope.Tag'/>";

  static Stream<Arguments> notXml() {
    return Stream.of(
        Arguments.of("hello", "line 1, column 1: Unexpected character 'h'"),
        Arguments.of("{\"d\":{}}", "line 1, column 1: Unexpected character '{'"),
        Arguments.of(FEED, "Unexpected EOF; was expecting a close tag for element <feed>"),
        Arguments.of(FEED + "<a></feed>", "Unexpected close tag </feed>; expected </a>."),
        Arguments.of(atom("") + "x", "Unexpected character 'x' (code 120) in epilog"),
        Arguments.of(atom("&nothing;"), "an entity reference is not allowed: nothing"),
        Arguments.of(atom("\u0001"), "Illegal character ((CTRL-CHAR, code 1))"),
        Arguments.of(atom("&#x1;"), "Illegal character entity: expansion character (code 0x1)"),
        Arguments.of(atom("<x:a/>"), "Undeclared namespace prefix \"x\""),
        Arguments.of(atom("<a b='1' b='2'/>"), "Duplicate attribute 'b'"),
        Arguments.of("<?xml version='1.0' encoding='nope'?>" + atom(""), "nope"),
        Arguments.of("<a/>", "line 1, column 1: the body is not an Atom feed"),
        Arguments.of("<feed/>", "line 1, column 1: the body is not an Atom feed"),
        Arguments.of(
            "<entry xmlns='http://www.w3.org/2005/Atom'/>",
            "line 1, column 1: the body is not an Atom feed"),
        Arguments.of(
            atom("<sync:serverBlob>a</sync:serverBlob>")
                .replace("<sync:serverBlob>b", "<sync:serverBlob><a/>b"),
            "'serverBlob' holds elements, not a text"));
  }

  static Stream<Arguments> notInTheScope() {
    return Stream.of(
        Arguments.of("<entry><id/></entry>", "entity 1 does not say of which type it is"),
        Arguments.of(
            "<entry><id>x</id><category/></entry>", "entity 1 does not say of which type it is"),
        Arguments.of(
            "<entry><id>x</id><category term='Other.Tag'/></entry>",
            "entity 1: type 'Other.Tag' is not in scope 'SampleScope'"),
        Arguments.of(
            "<entry>" + CATEGORY + "</entry>",
            "entity 1 (SampleScope.Tag): it has neither an id nor a tempId"),
        Arguments.of(
            "<entry><sync:tempid>a</sync:tempid>" + CATEGORY + "</entry>",
            "entity 1 (SampleScope.Tag): it has neither an id nor a tempId"),
        Arguments.of(
            "<entry><id>x</id>" + CATEGORY + "</entry>",
            "entity 1 (SampleScope.Tag): key property 'ID' is missing"),
        Arguments.of(
            "<at:deleted-entry><ref>http://h/Tag(ID=1)</ref></at:deleted-entry>",
            "entity 1 does not say of which type it is"),
        Arguments.of(
            deleted("ref='http://h/Tag(ID=1)'", ""),
            "entity 1 (SampleScope.Tag): a deletion needs the id of the row"),
        Arguments.of(
            deleted("", "<at:ref>http://h/Tag(ID=1)</at:ref>"),
            "entity 1 (SampleScope.Tag): a deletion needs the id of the row"),
        Arguments.of(
            deleted("", "<ref>http://h/Tag(1, 2)</ref>"),
            "entity 1 (SampleScope.Tag): the id is not that of a row of SampleScope.Tag:"
                + " \"http://h/Tag(1, 2)\""));
  }

  private static String deleted(String attributes, String children) {
    return "<at:deleted-entry "
        + attributes
        + ">"
        + children
        + "<sync:category>SampleScope.Tag</sync:category></at:deleted-entry>";
  }

  static Stream<Arguments> badProperties() {
    return Stream.of(
        Arguments.of("<d:ID>abc</d:ID>", "property 'ID' is not an Edm.Int32: \"abc\""),
        Arguments.of("<d:ID>1.5</d:ID>", "property 'ID' is not an Edm.Int32: \"1.5\""),
        Arguments.of("<d:ID/>", "property 'ID' is not an Edm.Int32: \"\""),
        Arguments.of("<d:ID m:null='1'/>", "property 'ID' is not an Edm.Int32: \"\""),
        Arguments.of("<d:ID m:null='true'/>", "property 'ID' cannot be null"),
        Arguments.of("<d:ID>1<b/></d:ID>", "property 'ID' is not a single Edm.Int32"),
        Arguments.of("<d:ID>1</d:ID><d:ID>2</d:ID>", "property 'ID' is there twice"),
        Arguments.of("<m:ID>1</m:ID>", "key property 'ID' is missing"),
        Arguments.of("<d:Name>x</d:Name>", "key property 'ID' is missing"));
  }

  @ParameterizedTest
  @MethodSource("notXml")
  void what_is_no_feed_is_refused_with_its_place(String body, String message) {
    assertThat(Requests.refusal(Formats.ATOM, body)).contains(message);
  }

  @ParameterizedTest
  @MethodSource("notInTheScope")
  void an_entity_that_cannot_be_placed_is_refused_by_its_number(String entry, String message) {
    assertThat(Requests.refusal(Formats.ATOM, atom(entry))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("badProperties")
  void a_bad_property_is_refused_by_its_name(String properties, String message) {
    String body = atom(atomTag("a", "<d:ID>7</d:ID>") + atomTag("b", properties));
    assertThat(Requests.refusal(Formats.ATOM, body))
        .isEqualTo("entity 2 (SampleScope.Tag): " + message);
  }

  @Test
  void the_same_temp_id_or_row_twice_is_refused() {
    String tempIds = atomTag("a", "<d:ID>1</d:ID>") + atomTag("a", "<d:ID>2</d:ID>");
    assertThat(Requests.refusal(Formats.ATOM, atom(tempIds)))
        .isEqualTo("entity 2 (SampleScope.Tag): its tempId was in this request before: \"a\"");
    String keys = atomTag("a", "<d:ID>1</d:ID>") + deleted("", "<ref>Tag(ID=1)</ref>");
    assertThat(Requests.refusal(Formats.ATOM, atom(keys)))
        .isEqualTo("entity 2 (SampleScope.Tag): its key was in this request before: Tag[1]");
  }

  @Test
  void hazard_53_a_file_is_never_read_into_a_row(@TempDir Path dir) throws IOException {
    Path secret = Files.writeString(dir.resolve("secret.txt"), "do not send this");
    String doctype = "<!DOCTYPE feed [<!ENTITY file SYSTEM '" + secret.toUri() + "'>]>";
    String body = doctype + atom(atomTag("a", "<d:ID>1</d:ID><d:Name>&file;</d:Name>"));
    assertThat(Requests.refusal(Formats.ATOM, body))
        .isEqualTo("line 1, column 1: a DOCTYPE is not allowed");
  }

  @Test
  void hazard_53_entities_are_never_expanded() {
    StringBuilder doctype = new StringBuilder("<!DOCTYPE feed [<!ENTITY e0 'ha'>");
    for (int i = 1; i < 30; i++) {
      doctype.append(("<!ENTITY e" + i + " '&e;&e;'>").replace("&e", "&e" + (i - 1)));
    }
    String body = doctype + "]>" + atom("<title>&e29;</title>");
    long start = System.nanoTime();
    assertThat(Requests.refusal(Formats.ATOM, body)).contains("a DOCTYPE is not allowed");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void hazard_53_an_outside_subset_is_never_fetched() {
    String body = "<!DOCTYPE feed SYSTEM 'http://127.0.0.1:1/x.dtd'>" + atom("");
    assertThat(Requests.refusal(Formats.ATOM, body)).contains("a DOCTYPE is not allowed");
    String empty = "<!DOCTYPE feed>" + atom("");
    assertThat(Requests.refusal(Formats.ATOM, empty)).contains("a DOCTYPE is not allowed");
  }

  @Test
  void hazard_54_deep_nesting_is_refused() {
    assertThat(Requests.refusal(Formats.ATOM, FEED + "<a>".repeat(200_000)))
        .contains("Maximum Element Depth limit (32) Exceeded");
    String inEntry = atom("<entry>" + "<a>".repeat(200_000));
    assertThat(Requests.refusal(Formats.ATOM, inEntry))
        .contains("Maximum Element Depth limit (32) Exceeded");
  }

  @Test
  void hazard_54_texts_and_attributes_are_bounded() {
    String text = atomTag("a", "<d:ID>1</d:ID><d:Name>" + "x".repeat((16 << 20) + 1) + "</d:Name>");
    assertThat(Requests.refusal(Formats.ATOM, atom(text))).contains("16777216");
    String attribute = atom("<a b='" + "x".repeat(1 << 20) + "'/>");
    assertThat(Requests.refusal(Formats.ATOM, attribute))
        .contains("Maximum attribute size limit (65536) exceeded");
    StringBuilder attributes = new StringBuilder("<a");
    for (int i = 0; i < 10_000; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    assertThat(Requests.refusal(Formats.ATOM, atom(attributes + "/>")))
        .contains("Attribute limit (64) exceeded");
  }

  @Test
  void text_in_the_wrong_encoding_is_refused() {
    byte[] latin =
        atom(atomTag("a", "<d:ID>1</d:ID><d:Name>\u00e9</d:Name>"))
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Requests.refusal(Formats.ATOM, latin)).contains("Invalid UTF-8");
  }

  @Test
  void a_request_cut_short_is_refused() {
    byte[] whole = Vectors.bytes("52-upload-request-insert-update-delete.xml");
    for (int length = 1; length < whole.length - 1; length += 3) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(Requests.refusal(Formats.ATOM, cut)).isNotEmpty();
    }
  }
}
