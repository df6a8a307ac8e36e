package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.syncline.model.SyncException;

/** Whatever a caller sends, it gets a status that it can expect, and never an incident. */
class AnyRequestTest {
  private static final Set<Integer> EXPECTED = Set.of(200, 302, 400, 404, 405, 406);

  private final SyncDoor door = Lists.door(new StillTenant(""), new StillTenant("acme"));
  private final Refusals refusals = new Refusals(Lists.FORMATS);

  @Property(tries = 3000)
  void ends_in_a_known_status(@ForAll("calls") HttpCall call, @ForAll("bodies") String body)
      throws IOException {
    Reply reply = answer(call, body);

    assertThat(reply.status()).isIn(EXPECTED);
    String text = Replies.text(reply);
    if (reply.status() >= 400) {
      assertThat(text).contains("ErrorDescription").doesNotContain("Exception", "\tat ");
    }
    if (reply.status() == 405) {
      assertThat(reply.headers()).containsKey("Allow");
    }
  }

  private Reply answer(HttpCall call, String body) {
    try {
      return door.answer(
          call, () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (SyncException refused) {
      return refusals.of(refused, call);
    }
  }

  @Provide
  Arbitrary<HttpCall> calls() {
    return Combinators.combine(
            Arbitraries.of("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"),
            paths(),
            queries().injectNull(0.2),
            Arbitraries.oneOf(
                    Arbitraries.of("application/json", "application/atom+xml", "*/*", "text/html"),
                    text())
                .injectNull(0.3),
            Arbitraries.oneOf(
                    Arbitraries.of("application/json", "application/atom+xml; charset=utf-8"),
                    text())
                .injectNull(0.2),
            text().injectNull(0.7))
        .as(HttpCall::new);
  }

  private static Arbitrary<String> paths() {
    Arbitrary<String> known =
        Arbitraries.of(
            "ListService.svc",
            "listservice.SVC",
            "acme",
            ".svc",
            "DefaultScope",
            "defaultscope",
            "$syncscopes",
            "%24metadata",
            "$diag",
            "DownloadChanges",
            "uploadchanges",
            "",
            "..",
            "%2F",
            "%",
            ";x=1");
    Arbitrary<String> sensible =
        Arbitraries.of(
            "/ListService.svc",
            "/ListService.svc/$syncscopes",
            "//acme/ListService.svc/DefaultScope/$metadata",
            "/ListService.svc/DefaultScope/DownloadChanges",
            "/ListService.svc/DefaultScope/UploadChanges");
    Arbitrary<String> wild =
        Arbitraries.frequencyOf(Tuple.of(8, known), Tuple.of(1, text()))
            .list()
            .ofMaxSize(5)
            .map(segments -> "/" + String.join("/", segments));
    return Arbitraries.oneOf(sensible, wild);
  }

  private static Arbitrary<String> queries() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(
                "$format=json",
                "$format=atom",
                "$format=x",
                "userid=00000000-0000-0005-0000-000000000006",
                "UserID=7",
                "$syncServerBlob=AAAA",
                "nameless",
                "%zz=1"),
            text());
    return pieces.list().ofMaxSize(4).map(list -> String.join("&", list));
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "{}",
            "{\"d\":{\"__sync\":{\"serverBlob\":\"\"},\"results\":[]}}",
            "{\"d\":{\"__sync\":{\"serverBlob\":\"AAAA\"},\"results\":[{}]}}",
            "{\"d\":{\"results\":[{\"ID\":\"x\",\"__metadata\":{\"type\":\"DefaultScope.Tag\"}}]}}",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>",
            "<!DOCTYPE feed [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><feed>&e;</feed>"),
        text());
  }
}
