package org.syncline.wire.blob;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;

/**
 * Seals and opens blobs: version, key id and nonce in front, then AES-GCM (NIST SP 800-38D) over
 * the state. What the blob is bound to is authenticated but not carried, so a blob of another
 * tenant, service, scope or schema does not open. Safe for use by many threads.
 */
public final class BlobSeal {
  /** Of head and state; others do not open. */
  private static final byte VERSION = 4;

  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

  /** Larger texts are not looked at; ours stay below 8 KiB unless keys are very long. */
  private static final int MOST_CHARACTERS = 64 * 1024;

  private final SecretKeySpec key;
  private final byte[] keyId;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key 32 bytes; nodes that serve the same tenants share it
   */
  public BlobSeal(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("a blob key has 32 bytes, got " + key.length);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.keyId = idOf(key);
  }

  /**
   * What a blob is good for.
   *
   * @param tenant empty for the default tenant
   */
  public static String binding(String tenant, String service, Scope scope) {
    return String.join("\n", tenant, service, scope.name(), scope.schemaHash());
  }

  /** The state as base64 text, one line. Sealing twice gives two different texts. */
  public String seal(ReplicaState state, Scope scope, String binding) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(VERSION).put(keyId).put(nonce).array();
    ByteArrayOutputStream plain = new ByteArrayOutputStream(256);
    try {
      StateCodec.write(new DataOutputStream(plain), scope, state);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, head, binding).doFinal(plain.toByteArray());
      byte[] all = ByteBuffer.allocate(head.length + sealed.length).put(head).put(sealed).array();
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the blob could not be sealed", e);
    }
  }

  /**
   * Opens a blob.
   *
   * @throws SyncException UNKNOWN_REPLICA if it was not sealed here, for this binding
   */
  public ReplicaState open(String text, Scope scope, String binding) {
    byte[] all = decode(text);
    byte[] head = Arrays.copyOf(all, HEAD_BYTES);
    if (!MessageDigest.isEqual(keyId, Arrays.copyOfRange(head, 1, 1 + KEY_ID_BYTES))) {
      throw SyncException.unknownReplica("the blob was sealed with a key that is not in use here");
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, head, binding);
      byte[] plain = cipher.doFinal(all, HEAD_BYTES, all.length - HEAD_BYTES);
      return StateCodec.read(plain, scope);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw SyncException.unknownReplica("the blob was altered, or is of another scope or schema");
    }
  }

  private static byte[] decode(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw SyncException.unknownReplica("the blob is too long to be one of ours");
    }
    byte[] all;
    try {
      all = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw SyncException.unknownReplica("the blob is not base64 text");
    }
    if (all.length <= HEAD_BYTES || all[0] != VERSION) {
      throw SyncException.unknownReplica("the blob is of no version known here");
    }
    return all;
  }

  private Cipher cipher(int mode, byte[] head, String binding) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, head, 1 + KEY_ID_BYTES, NONCE_BYTES));
    cipher.updateAAD(head);
    cipher.updateAAD(binding.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] idOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("syncline blob key id".getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(key), KEY_ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
