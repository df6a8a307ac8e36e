package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LandingPageTest {
  private static final Pattern CODE =
      Pattern.compile("<pre><code>(.*?)</code></pre>", Pattern.DOTALL);
  private static final Pattern OUTSIDE = Pattern.compile("(?:src|href)=\"(?:https?:)?//");

  @Test
  void shows_the_commands_of_the_readme() throws IOException {
    var shown = CODE.matcher(page("index.html")).results().map(LandingPageTest::unescaped).toList();
    var wanted = Walkthrough.steps().stream().map(step -> step.commands().stripTrailing()).toList();

    assertThat(wanted).hasSizeGreaterThan(5);
    assertThat(shown).isEqualTo(wanted);
  }

  @Test
  void needs_nothing_from_the_network() throws IOException {
    for (String file : new String[] {"index.html", "not-found.html", "syncline.css"}) {
      assertThat(OUTSIDE.matcher(page(file)).find()).as(file).isFalse();
      assertThat(page(file)).doesNotContain("@import");
    }
  }

  private static String unescaped(MatchResult code) {
    return code.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static String page(String file) throws IOException {
    return Files.readString(Path.of("webapp", file));
  }
}
