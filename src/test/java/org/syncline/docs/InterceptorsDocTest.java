package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InterceptorsDocTest {
  @Test
  void shows_the_example_that_is_tested() throws IOException {
    String example = Files.readString(Path.of("src/it/java/org/example/lists/ItemRules.java"));
    assertThat(Files.readString(Path.of("docs/interceptors.md")))
        .contains("```java\n" + example + "```\n");
  }
}
