package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.wire.Requests.FEED;
import static org.syncline.wire.Requests.atom;
import static org.syncline.wire.Requests.atomTag;
import static org.syncline.wire.Requests.json;
import static org.syncline.wire.Requests.jsonTag;
import static org.syncline.wire.SampleRows.live;
import static org.syncline.wire.SampleRows.tag;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.Row;
import org.syncline.model.SyncException;
import org.syncline.model.SyncRequest;
import org.syncline.model.UploadedChange;

/** What is read though it is not quite what the writers print (wire reference, section 26). */
class LenientReadingTest {
  private static final SyncRequest NOTHING = new SyncRequest("", List.of());

  static List<FeedFormat> formats() {
    return List.of(Formats.JSON, Formats.ATOM);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void an_empty_body_is_no_request(FeedFormat format) throws IOException {
    assertThat(format.read(InputStream.nullInputStream(), Sample.SCOPE)).isEmpty();
  }

  @Test
  void blanks_are_no_request() throws IOException {
    InputStream blanks = new ByteArrayInputStream("  \r\n\t".getBytes(StandardCharsets.UTF_8));
    assertThat(Formats.JSON.read(blanks, Sample.SCOPE)).isEmpty();
    assertThat(Requests.refusal(Formats.ATOM, "  \r\n\t")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"d\":{}}",
        "{\"d\":{\"results\":null}}",
        "{\"d\":{\"results\":{\"a\":[]}}}",
        "{\"d\":{\"__sync\":null,\"results\":[]}}",
        "{\"d\":{\"__sync\":{}}}",
        "{\"d\":{\"__sync\":{\"serverBlob\":null}}}",
        "{\"d\":{\"__sync\":{\"serverBlob\":{}}}}",
        "{\"d\":{\"__sync\":{\"serverBlob\":\"\",\"resolveConflicts\":false,\"x\":[1,{}]}}}",
        "{\"__sync\":{\"moreChangesAvailable\":\"maybe\"},\"results\":[]}",
        "{\"version\":[1,{\"a\":2}],\"d\":{\"results\":[]},\"more\":null}"
      })
  void what_is_missing_in_json_is_empty(String body) {
    assertThat(Requests.read(Formats.JSON, body)).isEqualTo(NOTHING);
  }

  @Test
  void the_members_of_a_json_request_may_come_in_any_order() {
    String body =
        "{ \"results\" : [ {\"__metadata\":{\"x\":{\"y\":[]},\"type\":\"SampleScope.Tag\","
            + "\"etag\":\"ETag\",\"edituri\":\"::\",\"tempId\":\"t\"},\n\t\"ID\": 1, "
            + "\"Unknown\":[{}],\"two words\":1,\"name\":\"y\",\"Name\":\"x\",} ,], "
            + "\"__sync\": {\"serverBlob\":\"a \\/\\r\\n b\"} }";
    SyncRequest request = Requests.read(Formats.JSON, body);
    assertThat(request.blob()).isEqualTo("a/b");
    assertThat(request.changes()).containsExactly(new UploadedChange(live(tag(1, "x")), "t", true));
  }

  @Test
  void results_in_and_around_d_are_both_read() {
    String one = "[" + jsonTag("a", "\"ID\":1") + "]";
    String two = "[" + jsonTag("b", "\"ID\":2") + "]";
    String body = "{\"d\":{\"results\":" + one + "},\"results\":" + two + "}";
    assertThat(Requests.read(Formats.JSON, body).changes()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "5| 5",
        "-0.50| -0.50",
        "true| true",
        "12345678901234567890.12345| 12345678901234567890.12345"
      })
  void any_single_value_is_a_text(String json, String expected) {
    assertThat(Requests.rows(Formats.JSON, json(jsonTag("a", "\"ID\":1,\"Name\":" + json))))
        .containsExactly(tag(1, expected));
  }

  @Test
  void escapes_may_name_any_code_unit() {
    String tag = jsonTag("a", "\"ID\":1,\"Name\":\"\\u0000\\ud800\\/\"");
    assertThat(Requests.rows(Formats.JSON, json(tag))).containsExactly(tag(1, "\0\ud800/"));
  }

  @Test
  void numbers_may_be_texts_in_json() {
    assertThat(Requests.rows(Formats.JSON, json(jsonTag("a", "\"ID\":\" +7 \""))))
        .containsExactly(tag(7, null));
  }

  @Test
  void every_digit_of_a_json_number_counts() {
    String entity =
        "{\"ID\":\"00000000-0000-0000-0000-000000000003\",\"NInt64\":9007199254740993,"
            + "\"NDecimal\":0.10000000000000000001,\"NDouble\":NaN,"
            + "\"__metadata\":{\"tempId\":\"a\",\"type\":\"SampleScope.AllTypes\"}}";
    Row row = Requests.rows(Formats.JSON, json(entity)).get(0);
    assertThat(value(row, "NInt64")).isEqualTo(9007199254740993L);
    assertThat(value(row, "NDecimal")).hasToString("0.10000000000000000001");
    assertThat(value(row, "NDouble")).isEqualTo(Double.NaN);
  }

  private static Object value(Row row, String property) {
    return row.value(row.type().positionOf(property));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_missing_property_has_the_types_default(FeedFormat format) {
    Row zeros = SampleRows.nulls();
    String guid = "00000000-0000-0000-0000-000000000004";
    String body =
        format == Formats.JSON
            ? json(
                "{\"ID\":\""
                    + guid
                    + "\",\"__metadata\":{\"tempId\":\"a\","
                    + "\"type\":\"SampleScope.AllTypes\"}}")
            : atom(
                atomTag("a", "<d:ID>" + guid + "</d:ID>")
                    .replace("SampleScope.Tag", "SampleScope.AllTypes"));
    assertThat(Requests.rows(format, body)).containsExactly(zeros);
    // h40: whether that is meant depends on when the device's copy was made
    assertThat(Requests.read(format, body).changes().get(0).missing())
        .hasSize(zeros.type().width() - 1)
        .doesNotContain(zeros.type().positionOf("ID"));
  }

  @ParameterizedTest
  @CsvSource({"Bool", "Byte", "SByte", "Int16", "Int32", "Int64", "Single", "Double"})
  void null_is_refused_for_numbers_that_cannot_be_null(String property) {
    String message = "entity 1 (SampleScope.AllTypes): property '" + property + "' cannot be null";
    assertThat(Requests.refusal(Formats.JSON, withNullInJson(property))).isEqualTo(message);
    assertThat(Requests.refusal(Formats.ATOM, withNullInAtom(property))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "Decimal",
    "Guid",
    "DateTime",
    "DateTimeOffset",
    "Time",
    "String",
    "Binary",
    "NBool",
    "NTime"
  })
  void null_is_zero_or_null_for_the_others(String property) {
    Object expected = value(SampleRows.nulls(), property);
    assertThat(value(Requests.rows(Formats.JSON, withNullInJson(property)).get(0), property))
        .isEqualTo(expected);
    assertThat(value(Requests.rows(Formats.ATOM, withNullInAtom(property)).get(0), property))
        .isEqualTo(expected);
  }

  private static String withNullInJson(String property) {
    return json(
        "{\"ID\":\"00000000-0000-0000-0000-000000000004\",\""
            + property
            + "\":null,\"__metadata\":{\"tempId\":\"a\",\"type\":\"SampleScope.AllTypes\"}}");
  }

  private static String withNullInAtom(String property) {
    String properties =
        "<d:ID>00000000-0000-0000-0000-000000000004</d:ID><d:" + property + " m:null='TRUE'/>";
    return atom(atomTag("a", properties).replace("SampleScope.Tag", "SampleScope.AllTypes"));
  }

  @Test
  void a_text_that_must_not_be_null_stays_null_for_the_row_to_be_refused_alone() {
    String entity =
        "{\"ID\":\"00000000-0000-0000-0000-000000000004\",\"Name\":null,"
            + "\"__metadata\":{\"tempId\":\"a\",\"type\":\"SampleScope.Item\"}}";
    assertThat(value(Requests.rows(Formats.JSON, json(entity)).get(0), "Name")).isNull();
  }

  @Test
  void an_entity_with_id_and_temp_id_is_no_insert() {
    String entity =
        "{\"ID\":1,\"__metadata\":{\"tempId\":\"a\",\"uri\":\"x\",\"type\":\"SampleScope.Tag\"}}";
    assertThat(Requests.read(Formats.JSON, json(entity)).changes())
        .containsExactly(new UploadedChange(live(tag(1, null)), null, false, Set.of(1)));
  }

  @Test
  void an_empty_temp_id_counts() {
    assertThat(Requests.read(Formats.JSON, json(jsonTag("", "\"ID\":1"))).changes())
        .containsExactly(new UploadedChange(live(tag(1, null)), "", true, Set.of(1)));
    assertThat(Requests.read(Formats.ATOM, atom(atomTag("", "<d:ID>1</d:ID>"))).changes())
        .containsExactly(new UploadedChange(live(tag(1, null)), "", true, Set.of(1)));
  }

  @Test
  void properties_next_to_a_deletion_are_ignored() {
    String entity =
        "{\"ID\":\"nonsense\",\"__metadata\":{\"uri\":\"Tag(ID=1)\",\"type\":\"SampleScope.Tag\","
            + "\"isDeleted\":\"true\"}}";
    assertThat(Requests.read(Formats.JSON, json(entity)).changes())
        .containsExactly(new UploadedChange(SampleRows.gone(tag(1, null)), null, false));
  }

  @Test
  void conflicts_and_errors_are_read_over() {
    String inner = "{\"conflictingChange\":{\"ID\":[],\"__metadata\":{}}}";
    String entity = jsonTag("a", "\"__syncConflict\":" + inner + ",\"__syncError\":5,\"ID\":1");
    assertThat(Requests.rows(Formats.JSON, json(entity))).containsExactly(tag(1, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void an_atom_request_may_be_in_any_unicode_encoding_and_have_a_mark(String charset) {
    String text =
        "\ufeff<?xml version='1.0'?>" + atom(atomTag("a", "<d:ID>1</d:ID><d:Name>ż</d:Name>"));
    byte[] body = text.getBytes(Charset.forName(charset.equals("UTF-16") ? "UTF-16BE" : charset));
    assertThat(Requests.read(Formats.ATOM, body).changes())
        .containsExactly(new UploadedChange(live(tag(1, "ż")), "a", true));
  }

  @Test
  void an_atom_request_may_be_laid_out_and_prefixed_in_any_way() {
    String body =
        "<?pi x?><!-- c --><a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns:x='urn:x'"
            + " xmlns:p='http://schemas.microsoft.com/ado/2007/08/dataservices'"
            + " xmlns:q='http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'"
            + " xmlns:s='http://odata.org/sync/v1'>\n <x:wrapped><a:entry x:y='z'>\n"
            + "  <a:content type='application/xml'><x:no/><q:properties>text"
            + "<p:Name q:type='Edm.Int32'> a<![CDATA[<b>]]><!-- c -->&amp;c </p:Name><x:Name>no</x:Name>"
            + "<p:Unknown><x:y/></p:Unknown><p:ID>1</p:ID></q:properties></a:content>\n"
            + "  <a:category term='Wrong.Type'/><a:category term='SampleScope.Tag'/><a:link/>"
            + "<s:syncError><a:entry/></s:syncError><p:ID>9</p:ID>"
            + "<a:id>\n http://h/Tag(ID=1) </a:id></a:entry></x:wrapped>"
            + "<s:serverBlob> a\n b </s:serverBlob></a:feed>\n<!-- c -->";
    SyncRequest request = Requests.read(Formats.ATOM, body);
    assertThat(request.blob()).isEqualTo("ab");
    assertThat(request.changes())
        .containsExactly(new UploadedChange(live(tag(1, " a<b>&c ")), null, false));
  }

  @Test
  void elements_of_other_namespaces_are_not_seen() {
    String body =
        FEED.replace("odata.org/sync/v1", "odata.org/Sync/V1")
            + "<sync:serverBlob>b</sync:serverBlob></feed>";
    assertThat(Requests.read(Formats.ATOM, body)).isEqualTo(NOTHING);
  }

  @Test
  void too_many_changes_are_refused_as_too_large() {
    StringBuilder entities = new StringBuilder(jsonTag("0", "\"ID\":0"));
    for (int i = 1; i <= 100_000; i++) {
      entities.append(',').append(jsonTag(Integer.toString(i), "\"ID\":" + i));
    }
    assertThatThrownBy(() -> Requests.read(Formats.JSON, json(entities.toString())))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE))
        .hasMessageContaining("at most 100000 changes");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_body_that_cannot_be_read_is_not_the_senders_fault(FeedFormat format) {
    IOException broken = new IOException("connection reset");
    InputStream body = failingAfterTheStart(format, broken);
    assertThatThrownBy(() -> format.read(body, Sample.SCOPE)).isSameAs(broken);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_failure_that_says_nothing_is_no_fault_of_ours(FeedFormat format) {
    IOException silent = new ClosedChannelException();
    InputStream body = failingAfterTheStart(format, silent);
    assertThatThrownBy(() -> format.read(body, Sample.SCOPE)).isSameAs(silent);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_refusal_by_the_body_itself_is_passed_on(FeedFormat format) {
    SyncException tooLarge = new SyncException(ErrorCode.BODY_TOO_LARGE, "too large");
    InputStream body = failingAfterTheStart(format, tooLarge);
    assertThatThrownBy(() -> format.read(body, Sample.SCOPE)).isSameAs(tooLarge);
  }

  private static InputStream failingAfterTheStart(FeedFormat format, Exception failure) {
    String start = format == Formats.JSON ? "{\"d\":{\"results\":[" : FEED;
    InputStream beginning = new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8));
    return new InputStream() {
      @Override
      public int read() throws IOException {
        int next = beginning.read();
        if (next >= 0) {
          return next;
        }
        if (failure instanceof IOException io) {
          throw io;
        }
        throw (RuntimeException) failure;
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        int next = read();
        into[from] = (byte) next;
        return 1;
      }
    };
  }
}
