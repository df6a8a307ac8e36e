package org.syncline.tenant;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What only the user that runs the server may see, where the file system knows users. */
final class OwnersOnly {
  private static final boolean KNOWS_USERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnersOnly() {}

  /** Makes those that are missing; others stay as they are, since more may lie in them. */
  static void createDirectories(Path directory) throws IOException {
    if (KNOWS_USERS) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** Closes a file to others, if it is there. */
  static void close(Path file) throws IOException {
    if (KNOWS_USERS && Files.exists(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
