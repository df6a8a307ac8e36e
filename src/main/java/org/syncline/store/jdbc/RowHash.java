package org.syncline.store.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Tells whether a row has changed, without keeping the row. For one thread. */
final class RowHash {
  private final MessageDigest digest;
  private long bytes;

  RowHash() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** 64 bits of a digest: that another row has the same ones by chance is not to be expected. */
  long of(List<?> values) {
    for (Object value : values) {
      byte[] text =
          value == null || value instanceof byte[]
              ? (byte[]) value
              : ValueText.textOf(value).getBytes(StandardCharsets.UTF_8);
      int length = text == null ? -1 : text.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
      if (text != null) {
        digest.update(text);
        bytes += length;
      }
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** How much has been read so far. */
  long bytes() {
    return bytes;
  }
}
