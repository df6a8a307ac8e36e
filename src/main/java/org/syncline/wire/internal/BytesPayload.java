package org.syncline.wire.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.syncline.wire.Payload;

/** A body that lies in one buffer. */
public record BytesPayload(String mediaType, Utf8Buffer bytes) implements Payload {
  @Override
  public int length() {
    return bytes.length();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out, 0, bytes.length());
  }
}
