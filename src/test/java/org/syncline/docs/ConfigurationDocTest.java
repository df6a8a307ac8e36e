package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  /** A key as code writes it; services' own keys are put together from a prefix. */
  private static final Pattern KEY = Pattern.compile("\"(syncline\\.[a-z0-9.-]*[a-z0-9])\"");

  @Test
  void lists_every_setting_that_the_code_reads() throws IOException {
    Set<String> inCode = new TreeSet<>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        KEY.matcher(Files.readString(file)).results().forEach(key -> inCode.add(key.group(1)));
      }
    }
    inCode.removeIf(key -> key.startsWith("syncline.test."));

    assertThat(inCode).hasSizeGreaterThan(8);
    assertThat(ConfigurationTable.defaults()).containsKeys(inCode.toArray(String[]::new));
  }

  @Test
  void says_what_the_server_is_started_with() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    for (String key : Set.of("syncline.listen", "syncline.port")) {
      assertThat(pom)
          .contains("<" + key + ">" + ConfigurationTable.defaults().get(key) + "</" + key + ">");
    }
  }
}
