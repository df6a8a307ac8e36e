package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiagPageTest {

  @Test
  void shows_checks_configuration_and_scopes() throws IOException {
    var page = new DiagPage(new StillTenant(""), Lists.SERVICE).render("../../");
    String html = Replies.text(Reply.of(200, page));

    assertThat(page.mediaType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(html)
        .contains("<th scope=\"row\">database</th><td class=\"ok\">SUCCESS</td><td>opens</td>")
        .contains("&lt;b&gt;triggers&lt;/b&gt;</th><td class=\"bad\">FAILED</td><td>a &amp; b</td>")
        .doesNotContain("<b>")
        .contains("<td>client wins</td>", "<td>65,536 bytes</td>")
        .contains("href=\"../../syncline.css\"", "href=\"../../\">Syncline</a>")
        .contains("<h2>Scope DefaultScope</h2>", "userid (Edm.Guid)")
        .contains("<td>TAG</td><td>ID (key), UserID</td><td>USERID = userid</td>");
  }
}
