package org.syncline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** Service document, metadata and error bodies against their vectors. */
class DocumentsTest {
  private static final Service SERVICE =
      new Service(
          "SampleService", "sample", List.of(Sample.SCOPE), ConflictPolicy.CLIENT_WINS, 4096);

  @Test
  void the_service_document_lists_the_scope() {
    Payload xml = ServiceDocument.xml(SERVICE, Sample.ROOT);
    assertThat(xml.mediaType()).isEqualTo("application/xml");
    assertThat(Vectors.text(xml)).isEqualTo(Vectors.text("90-service-document.xml").strip());
    Payload json = ServiceDocument.json(SERVICE);
    assertThat(json.mediaType()).isEqualTo("application/json");
    assertThat(Vectors.text(json)).isEqualTo(Vectors.text("91-service-document.json").strip());
  }

  @Test
  void a_root_that_ends_with_a_slash_gets_no_second_one() {
    assertThat(Vectors.text(ServiceDocument.xml(SERVICE, Sample.ROOT + "/")))
        .isEqualTo(Vectors.text(ServiceDocument.xml(SERVICE, Sample.ROOT)));
  }

  @Test
  void a_service_with_several_scopes_lists_them_all() {
    Scope other = new Scope("Other&Scope", "Other", List.of(), List.of());
    Service two =
        new Service("Two", "two", List.of(Sample.SCOPE, other), ConflictPolicy.CLIENT_WINS, 4096);
    assertThat(Vectors.text(ServiceDocument.json(two)))
        .isEqualTo("{\"d\":{\"SyncScopes\":[\"samplescope\",\"other&scope\"]}}");
    assertThat(Vectors.text(ServiceDocument.xml(two, "http://h")))
        .contains("<collection href=\"other&amp;scope\"><atom:title>other&amp;scope</atom:title>");
  }

  @Test
  void the_metadata_describes_types_keys_and_parameters() {
    Payload csdl = Csdl.of(Sample.SCOPE);
    assertThat(csdl.mediaType()).isEqualTo("application/xml");
    assertThat(Vectors.xml(Vectors.text(csdl)))
        .isEqualTo(Vectors.xml(Vectors.text("92-scope-metadata.xml")));
  }

  @Test
  void a_scope_without_parameters_says_nothing_of_them() {
    Scope bare = new Scope("Bare", "Bare", List.of(), List.of());
    assertThat(Vectors.text(Csdl.of(bare))).doesNotContain("SyncScopeParameters");
  }

  @Test
  void an_error_has_a_body_in_each_format() {
    Payload json = Formats.JSON.error("no such scope here");
    assertThat(json.mediaType()).isEqualTo("application/json");
    assertThat(Vectors.text(json)).isEqualTo(Vectors.text("93-error-body.json").strip());
    Payload atom = Formats.ATOM.error("no such scope here");
    assertThat(atom.mediaType()).isEqualTo("application/atom+xml");
    assertThat(Vectors.text(atom)).isEqualTo(Vectors.text("93-error-body.xml").strip());
  }

  @Test
  void an_error_may_hold_any_character() {
    String awkward = "a<b & \"c\"\n\u0001\ud83d\ude00\ud800";
    assertThat(Vectors.json(Vectors.text(Formats.JSON.error(awkward))))
        .isEqualTo(Map.of("ErrorDescription", awkward));
    assertThat(Vectors.text(Formats.ATOM.error(awkward)))
        .contains(">a&lt;b &amp; \"c\"\n\ufffd\ud83d\ude00\ufffd</ErrorDescription>");
  }
}
