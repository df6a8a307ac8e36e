package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads answers as their callers would. */
final class Replies {
  private Replies() {}

  /** The body, after making sure that it is as long as it says. */
  static String text(Reply reply) throws IOException {
    if (reply.body() == null) {
      return "";
    }
    var bytes = new ByteArrayOutputStream();
    reply.body().writeTo(bytes);
    assertThat(bytes.size()).isEqualTo(reply.body().length());
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
