package org.syncline.web;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.syncline.tenant.KeptSecret;

/**
 * The key that blobs are sealed with. From configuration, so that several nodes share it; else made
 * at the first start and kept with the data, because without it every client would start over.
 */
final class BlobKey {
  static final String KEY = "syncline.blob.key";
  static final String FILE = "blob.key";
  static final String DATA = "syncline.data";
  static final String DEFAULT_DATA = "data";
  private static final int BYTES = 32;

  private BlobKey() {}

  /**
   * @param source gives the value of a configuration key
   * @throws IllegalStateException with a sentence for the operator
   */
  static byte[] read(Function<String, Optional<String>> source) {
    Optional<String> configured = source.apply(KEY);
    if (configured.isPresent()) {
      return decoded(configured.get());
    }
    Path file = Path.of(source.apply(DATA).orElse(DEFAULT_DATA)).toAbsolutePath().resolve(FILE);
    byte[] kept = KeptSecret.in(file, BlobKey::random);
    if (kept.length != BYTES) {
      throw new IllegalStateException(
          "Syncline does not start: "
              + file
              + " has "
              + kept.length
              + " bytes instead of "
              + BYTES
              + "; bring it back from a backup, or delete it and all clients will start over");
    }
    return kept;
  }

  /**
   * Looks at what is configured and touches no file.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  static void check(Function<String, Optional<String>> source) {
    source.apply(KEY).ifPresent(BlobKey::decoded);
  }

  private static byte[] decoded(String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // told below, like a key of another length; without the text, which is secret
    }
    throw new IllegalStateException(
        "Syncline does not start: "
            + KEY
            + " must be 32 bytes in base64; 'openssl rand -base64 32' makes a good one");
  }

  private static byte[] random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
