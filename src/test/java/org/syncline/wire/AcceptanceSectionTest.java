package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.syncline.model.Change;
import org.syncline.model.SyncRequest;

/** The two lists of section 26, as far as they are about requests. */
class AcceptanceSectionTest {
  private static final String TAG = "\"type\":\"SampleScope.Tag\"";
  private static final String ONE = entity("\"tempId\":\"t\"," + TAG);
  private static final String ATOM_ONE = Requests.atomTag("t", "<d:ID>1</d:ID>");

  private static String entity(String metadata) {
    return "{\"ID\":1,\"Name\":\"x\",\"__metadata\":{" + metadata + "}}";
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of(
            "members in another order",
            json("{\"__metadata\":{\"tempId\":\"t\"," + TAG + "},\"Name\":\"x\",\"ID\":1}")),
        Arguments.of("blanks, tabs and line ends", " \r\n\t" + json(" " + ONE + "\t\r\n") + "\n"),
        Arguments.of(
            "results before __sync",
            "{\"d\":{\"results\":[" + ONE + "],\"__sync\":{\"serverBlob\":\"b\"}}}"),
        Arguments.of("no wrapper", "{\"__sync\":{\"serverBlob\":\"b\"},\"results\":[" + ONE + "]}"),
        Arguments.of("a wrapper of another name", "{\"x\":{\"results\":[" + ONE + "]}}"),
        Arguments.of(
            "unknown members of the root",
            "{\"v\":1,\"d\":{\"results\":[" + ONE + "]},\"w\":[{}]}"),
        Arguments.of(
            "unknown members of an entity",
            json(ONE.replace("{\"ID\"", "{\"no name\":[1,{\"a\":{}}],\"ID\""))),
        Arguments.of(
            "unknown metadata",
            json(entity("\"isDirty\":true,\"x\":{\"y\":[]},\"tempId\":\"t\"," + TAG))),
        Arguments.of("a trailing comma", json(ONE + ",")),
        Arguments.of("a property in another case", json(ONE.replace("\"Name\"", "\"name\""))),
        Arguments.of("a number as a text", json(ONE.replace(":1,", ":\"1\","))),
        Arguments.of("a text as a number", json(ONE.replace("\"x\"", "5"))),
        Arguments.of(
            "a tempId with an empty uri", json(entity("\"tempId\":\"t\",\"uri\":\"\"," + TAG))),
        Arguments.of(
            "a tempId with a null uri", json(entity("\"tempId\":\"t\",\"uri\":null," + TAG))),
        Arguments.of(
            "an echoed edituri and etag",
            json(entity("\"uri\":\"Tag(ID=1)\",\"etag\":\"ETag\",\"edituri\":\"\"," + TAG))),
        Arguments.of("a blob with blanks", json(ONE).replace("\"b\"", "\" b\\r\\n\"")),
        Arguments.of("a blob that is null", json(ONE).replace("\"b\"", "null")),
        Arguments.of("a flag that is a text", json(ONE).replace(":false,", ":\"true\",")),
        Arguments.of(
            "comments, instructions and CDATA in XML",
            Requests.atom("<?p i?><!-- c -->" + ATOM_ONE.replace(">1<", "><![CDATA[1]]><"))),
        Arguments.of(
            "elements in another order",
            Requests.atom(
                "<entry><content><m:properties><d:ID>1</d:ID></m:properties></content><category term='SampleScope.Tag'/><sync:tempId>t</sync:tempId></entry>")),
        Arguments.of("entries that lie deeper", Requests.atom("<x><y>" + ATOM_ONE + "</y></x>")),
        Arguments.of(
            "a declaration and a mark in XML",
            "\ufeff<?xml version='1.0' encoding='utf-8'?>" + Requests.atom(ATOM_ONE)),
        Arguments.of(
            "an unknown type of a property",
            Requests.atom(ATOM_ONE.replace("<d:ID>", "<d:ID m:type='Edm.Nonsense'>"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void s26_is_accepted(String what, String body) {
    SyncRequest request = Requests.read(format(body), body);
    assertThat(request.changes()).as(what).hasSize(1);
    assertThat(((Change.Live) request.changes().get(0).change()).row().value(0)).isEqualTo(1);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("a mark in JSON", "\ufeff" + json(ONE)),
        Arguments.of("comments in JSON", json("/* c */" + ONE)),
        Arguments.of("single quotes", json(ONE).replace('"', '\'')),
        Arguments.of("raw control characters", json(ONE.replace("\"x\"", "\"\u0001\""))),
        Arguments.of("no metadata", json("{\"ID\":1}")),
        Arguments.of("no type", json(entity("\"tempId\":\"t\""))),
        Arguments.of("neither id nor tempId", json(entity(TAG))),
        Arguments.of("tempid in lower case", json(entity("\"tempid\":\"t\"," + TAG))),
        Arguments.of(
            "a type in another case",
            json(entity("\"tempId\":\"t\",\"type\":\"SampleScope.tag\""))),
        Arguments.of(
            "an unknown type", json(entity("\"tempId\":\"t\",\"type\":\"SampleScope.Other\""))),
        Arguments.of(
            "isDeleted as a number", json(entity("\"isDeleted\":1,\"uri\":\"Tag(ID=1)\"," + TAG))),
        Arguments.of(
            "isDeleted as null", json(entity("\"isDeleted\":null,\"uri\":\"Tag(ID=1)\"," + TAG))),
        Arguments.of("a deletion without id", json(entity("\"isDeleted\":true," + TAG))),
        Arguments.of("empty text for a number", json(ONE.replace(":1,", ":\"\","))),
        Arguments.of("a fraction for a whole number", json(ONE.replace(":1,", ":1.0,"))),
        Arguments.of("an exponent for a whole number", json(ONE.replace(":1,", ":1e0,"))),
        Arguments.of("an object for a value", json(ONE.replace("\"x\"", "{}"))),
        Arguments.of("no category", Requests.atom(ATOM_ONE.replace("category", "other"))),
        Arguments.of("a category without term", Requests.atom(ATOM_ONE.replace("term", "label"))),
        Arguments.of(
            "tempid in lower case in XML", Requests.atom(ATOM_ONE.replace("tempId", "tempid"))),
        Arguments.of(
            "properties outside of content", Requests.atom(ATOM_ONE.replace("content>", "other>"))),
        Arguments.of("a document type", "<!DOCTYPE feed>" + Requests.atom(ATOM_ONE)),
        Arguments.of(
            "another root",
            ATOM_ONE.replace(
                "<entry>",
                "<entry xmlns='http://www.w3.org/2005/Atom' xmlns:sync='http://odata.org/sync/v1' xmlns:d='d' xmlns:m='m'>")),
        Arguments.of(
            "a tombstone with an attribute for its id",
            deleted(" ref='Tag(ID=1)'", "<sync:category>SampleScope.Tag</sync:category>")),
        Arguments.of(
            "a tombstone with its id in another namespace",
            deleted(
                "", "<at:ref>Tag(ID=1)</at:ref><sync:category>SampleScope.Tag</sync:category>")),
        Arguments.of("a tombstone without a category", deleted("", "<ref>Tag(ID=1)</ref>")),
        Arguments.of(
            "the sync namespace in another case",
            Requests.atom(ATOM_ONE).replace("odata.org/sync/v1", "odata.org/Sync/v1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void s26_is_refused(String what, String body) {
    assertThat(Requests.refusal(format(body), body)).as(what).isNotBlank();
  }

  private static String json(String results) {
    return Requests.json(results);
  }

  private static String deleted(String attributes, String children) {
    return Requests.atom("<at:deleted-entry" + attributes + ">" + children + "</at:deleted-entry>");
  }

  private static FeedFormat format(String body) {
    List<String> starts = List.of("<", "\ufeff<");
    return starts.stream().anyMatch(body.strip()::startsWith) ? Formats.ATOM : Formats.JSON;
  }
}
