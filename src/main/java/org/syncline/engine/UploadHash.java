package org.syncline.engine;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.UploadedChange;
import org.syncline.model.ValueCodec;
import org.syncline.scope.Scope;

/**
 * Tells whether two uploads are the same one sent twice: same blob, same changes in the same order.
 * The format does not count, nor do temporary ids, which some clients draw anew for every try.
 */
final class UploadHash {
  private UploadHash() {}

  /** SHA-256, 32 bytes. */
  static byte[] of(Scope scope, UploadRequest request) {
    MessageDigest digest = sha256();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      out.writeUTF(scope.name());
      out.writeUTF(scope.schemaHash());
      out.writeInt(request.blob().length());
      out.writeBytes(request.blob());
      if (request.replica().isEmpty()) {
        for (int i = 0; i < scope.parameters().size(); i++) {
          ValueCodec.write(out, scope.parameters().get(i).type(), request.parameters().get(i));
        }
      }
      for (UploadedChange uploaded : request.changes()) {
        write(out, scope, request, uploaded);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.digest();
  }

  private static void write(
      DataOutputStream out, Scope scope, UploadRequest request, UploadedChange uploaded)
      throws IOException {
    EntityType type = uploaded.change().type();
    out.writeShort(scope.tableOf(type).order());
    out.writeBoolean(uploaded.insert());
    out.writeBoolean(uploaded.change().deleted());
    for (int i = 0; i < type.keyWidth(); i++) {
      ValueCodec.write(out, type.keyProperty(i).type(), uploaded.key().values().get(i));
    }
    if (uploaded.change() instanceof Change.Live live) {
      Set<Integer> added = Unsent.added(request, type);
      for (int i = 0; i < type.width(); i++) {
        if (added.contains(i)) {
          if (uploaded.missing().contains(i)) {
            continue; // when it was first sent there may have been no such column
          }
          out.writeUTF(type.property(i).name());
        }
        ValueCodec.write(out, type.property(i).type(), live.row().value(i));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
