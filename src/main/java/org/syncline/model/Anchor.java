package org.syncline.model;

/**
 * The number up to which a replica has everything, with proof of where it came from.
 *
 * @param seq number of the last change included; 0 before the first one
 * @param nonce random value the sequencer drew when it gave out {@code seq}; a database that was
 *     restored to an older state gives the same number again, but not with the same nonce
 */
public record Anchor(long seq, long nonce) {
  public Anchor {
    if (seq < 0) {
      throw new IllegalArgumentException("an anchor cannot be negative, got " + seq);
    }
  }
}
