package org.syncline.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.syncline.wire.Payload;

/** A body that is small and made of text. */
final class TextPayload implements Payload {
  static final String HTML = "text/html; charset=UTF-8";
  static final String JSON = "application/json";

  private final String mediaType;
  private final byte[] bytes;

  TextPayload(String mediaType, String text) {
    this.mediaType = mediaType;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
