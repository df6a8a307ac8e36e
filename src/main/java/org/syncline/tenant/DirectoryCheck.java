package org.syncline.tenant;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Whether files can be made in a directory: by making one, and removing it again. */
public final class DirectoryCheck {
  private static final byte[] CONTENT = {1};

  private DirectoryCheck() {}

  /**
   * Tries it.
   *
   * @param use what the directory is for, said after its path
   */
  public static Check of(String name, Path directory, String use) {
    try {
      Path probe = Files.createTempFile(directory, "syncline-", ".check");
      try {
        Files.write(probe, CONTENT);
      } finally {
        Files.delete(probe);
      }
      long freeMegabytes = Files.getFileStore(directory).getUsableSpace() >> 20;
      return Check.passed(
          name,
          String.format(
              Locale.ROOT, "%s, %s: writable, %,d MB free", directory, use, freeMegabytes));
    } catch (IOException e) {
      return failed(name, directory + ", " + use, e);
    }
  }

  private static Check failed(String name, String what, IOException e) {
    if (e instanceof NoSuchFileException) {
      return Check.failed(
          name, CheckResult.DIRECTORY_NOT_FOUND, what + ": is missing; create it", e);
    }
    if (e instanceof AccessDeniedException) {
      return Check.failed(
          name,
          CheckResult.INSUFFICIENT_PERMISSIONS,
          what + ": the server's user may not write there; change that",
          e);
    }
    if (e instanceof FileSystemException system
        && String.valueOf(system.getReason()).contains("too long")) {
      return Check.failed(
          name, CheckResult.PATH_TOO_LONG, what + ": the path is too long; take another", e);
    }
    return Check.failed(
        name, CheckResult.IO_ERROR, what + ": cannot be written; see whether the disk is full", e);
  }
}
