package org.syncline.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of an answer, complete and counted before its first byte is sent, so that a cut answer
 * is seen as one.
 */
public interface Payload {
  /** As it goes into {@code Content-Type}. */
  String mediaType();

  /** How many bytes {@link #writeTo} writes. */
  int length();

  void writeTo(OutputStream out) throws IOException;
}
