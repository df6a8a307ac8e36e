package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/guarantees.md true. */
class GuaranteesDocTest {
  private static final Pattern TEST =
      Pattern.compile("(● )?`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  @Test
  void names_tests_that_exist_and_run_where_the_page_says() throws IOException {
    Map<String, String> sources = sources();
    String page = Files.readString(Path.of("docs", "guarantees.md"));
    assertThat(TEST.matcher(page).results().count()).isGreaterThan(30);
    for (MatchResult test : TEST.matcher(page).results().toList()) {
      String source = sources.get(test.group(2));
      assertThat(source).as(test.group()).isNotNull();
      if (test.group(3) != null) {
        assertThat(source).as(test.group()).contains("void " + test.group(3) + "(");
      }
      if (test.group(1) != null) {
        assertThat(source).as(test.group()).contains("@EachDatabase");
      }
    }
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String root : new String[] {"src/test/java", "src/it/java"}) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
