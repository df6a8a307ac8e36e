package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of a directory in which no file can be made, and why (wire reference, section 22).
 */
class DirectoryCheckTest {
  @TempDir Path directory;

  private static Check check(Path directory) {
    return DirectoryCheck.of("Data directory", directory, "for the data");
  }

  @Test
  void leaves_nothing_behind_where_it_can_write() throws IOException {
    assertThat(check(directory).result()).isEqualTo(CheckResult.SUCCESS);
    assertThat(check(directory).comment())
        .startsWith(directory + ", for the data: writable, ")
        .endsWith(" MB free");
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void tells_a_directory_that_is_missing() {
    Check check = check(directory.resolve("gone"));
    assertThat(check.result()).isEqualTo(CheckResult.DIRECTORY_NOT_FOUND);
    assertThat(check.detail()).contains("NoSuchFileException");
  }

  @Test
  void tells_a_path_that_is_too_long() {
    assertThat(check(directory.resolve("x".repeat(300))).result())
        .isEqualTo(CheckResult.PATH_TOO_LONG);
  }

  @Test
  void tells_what_is_no_directory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(check(file).result()).isEqualTo(CheckResult.IO_ERROR);
  }

  @Test
  void tells_a_directory_that_it_may_not_write() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    // the superuser may write there, but not in what the kernel shows
    Path forbidden = isForbidden(closed) ? closed : Path.of("/sys");
    assumeTrue(isForbidden(forbidden), "nothing here is forbidden to this user");
    assertThat(check(forbidden).result()).isEqualTo(CheckResult.INSUFFICIENT_PERMISSIONS);
  }

  private static boolean isForbidden(Path where) throws IOException {
    try {
      Files.delete(Files.createTempFile(where, "probe", ""));
      return false;
    } catch (AccessDeniedException e) {
      return true;
    }
  }
}
