package org.syncline.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every source file of the project, tests included, stays short enough to be read in one go. */
class SourceLengthTest {

  private static final int MOST_FILE_LINES = 500;
  private static final int MOST_METHOD_LINES = 70;

  private static List<SourceFile> sources;

  @BeforeAll
  static void measure() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      sources = files.filter(f -> f.toString().endsWith(".java")).map(f -> read(f)).toList();
    }
    assertThat(sources).extracting(SourceFile::name).anyMatch(n -> n.contains("SourceLengthTest"));
  }

  @Test
  void no_file_is_longer_than_500_lines() {
    assertThat(sources)
        .filteredOn(file -> file.lines() > MOST_FILE_LINES)
        .extracting(file -> file.name() + " has " + file.lines() + " lines")
        .as("files to be split by what they are responsible for")
        .isEmpty();
  }

  @Test
  void no_method_is_longer_than_70_lines() {
    assertThat(sources)
        .flatExtracting(SourceLengthTest::longMethods)
        .as("methods to be split into steps that have a name")
        .isEmpty();
  }

  private static List<String> longMethods(SourceFile file) {
    return file.methods().stream()
        .filter(m -> m.lines() > MOST_METHOD_LINES)
        .map(m -> file.name() + ":" + m.line() + " " + m.name() + " has " + m.lines() + " lines")
        .toList();
  }

  private static SourceFile read(Path file) {
    try {
      return SourceFile.measure(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
