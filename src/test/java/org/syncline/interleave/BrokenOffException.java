package org.syncline.interleave;

/** A connection ends in the middle of a request: nobody hears what became of it. */
final class BrokenOffException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenOffException(String message) {
    super(message);
  }
}
