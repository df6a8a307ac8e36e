package org.syncline.tenant;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Something that is made once and then kept in a file that only its owner can read. */
public final class KeptSecret {
  private KeptSecret() {}

  /**
   * Reads the file, or makes it.
   *
   * @throws IllegalStateException with a sentence for the operator if neither is possible
   */
  public static byte[] in(Path file, Supplier<byte[]> make) {
    try {
      if (!Files.exists(file)) {
        OwnersOnly.createDirectories(file.getParent());
        write(file, make.get());
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s cannot be read or written; make its directory writable for this process, or name another with -Dsyncline.data=DIRECTORY (%s)"
              .formatted(file, e),
          e);
    }
  }

  /** Complete or not at all: half a key or address is worse than none. */
  private static void write(Path file, byte[] secret) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, secret);
    OwnersOnly.close(draft);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
