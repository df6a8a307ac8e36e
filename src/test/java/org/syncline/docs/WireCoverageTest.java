package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/wire-coverage.md true. */
class WireCoverageTest {
  private static final Path PAGE = Path.of("docs", "wire-coverage.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| ([0-9]+) [^|]+\\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
  private static final Pattern NUMBERED = Pattern.compile("void (s([0-9]{2})_\\w+)\\(");

  @Test
  void has_a_row_for_each_section() throws IOException {
    assertThat(rows().keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 27).boxed().toList());
  }

  @Test
  void names_only_tests_that_exist() throws IOException {
    Map<String, String> sources = sources();
    for (String cell : rows().values()) {
      for (MatchResult test : TEST.matcher(cell).results().toList()) {
        assertThat(sources).as(test.group()).containsKey(test.group(1));
        if (test.group(2) != null) {
          assertThat(sources.get(test.group(1)))
              .as(test.group())
              .contains("void " + test.group(2) + "(");
        }
      }
    }
  }

  /** A test that is named after a section stands in the row of that section, or its class does. */
  @Test
  void lists_every_test_that_is_named_after_a_section() throws IOException {
    Map<Integer, String> rows = rows();
    sources()
        .forEach(
            (name, source) ->
                NUMBERED
                    .matcher(source)
                    .results()
                    .forEach(
                        test ->
                            assertThat(rows.get(Integer.valueOf(test.group(2))))
                                .as(test.group(1))
                                .containsAnyOf(
                                    "`" + name + "`", "`" + name + "." + test.group(1) + "`")));
  }

  private static Map<Integer, String> rows() throws IOException {
    Map<Integer, String> rows = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> rows.put(Integer.valueOf(row.group(1)), row.group(2)));
    return rows;
  }

  /** By the simple name of the class. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String root : List.of("src/test/java", "src/it/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(f -> f.toString().matches(".*(Test|IT)\\.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.put(name, Files.readString(file));
        }
      }
    }
    return sources;
  }
}
