package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipResponseTest {
  private static final byte[] ROWS = "a row ".repeat(1000).getBytes(StandardCharsets.UTF_8);

  private final RecordedResponse sent = new RecordedResponse();
  private final GzipResponse response = new GzipResponse(sent.response(), 3);

  @Test
  void compresses_and_declares_the_length_of_what_is_sent() throws IOException {
    response.setHeader("content-length", Integer.toString(ROWS.length));
    response.getOutputStream().write(ROWS, 0, 100);
    response.getOutputStream().flush();
    response.flushBuffer();
    response.getOutputStream().write(ROWS, 100, ROWS.length - 100);

    assertThat(sent.body.size()).isZero();
    assertThat(sent.flushed).isFalse();
    response.finish();

    assertThat(sent.headers)
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Content-Length", Integer.toString(sent.body.size()));
    assertThat(sent.body.size()).isLessThan(ROWS.length / 10);
    assertThat(unzipped()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 9})
  void compresses_at_every_level_what_cannot_be_compressed(int level) throws IOException {
    byte[] noise = new byte[300_000];
    new Random(level).nextBytes(noise);
    var at = new GzipResponse(sent.response(), level);
    at.setContentLength(noise.length);
    at.getOutputStream().write(noise);
    at.finish();

    assertThat(sent.body.size()).isGreaterThan(noise.length);
    assertThat(sent.headers).containsEntry("Content-Length", Integer.toString(sent.body.size()));
    assertThat(unzipped()).isEqualTo(noise);
  }

  @Test
  void leaves_a_small_answer_alone() throws IOException {
    response.setContentLengthLong(GzipResponse.LEAST_BYTES - 1);
    response.getOutputStream().write(ROWS, 0, GzipResponse.LEAST_BYTES - 1);
    response.finish();

    assertThat(sent.headers)
        .doesNotContainKey("Content-Encoding")
        .containsEntry("Content-Length", "" + (GzipResponse.LEAST_BYTES - 1));
    assertThat(sent.body.size()).isEqualTo(GzipResponse.LEAST_BYTES - 1);
  }

  @Test
  void leaves_alone_what_is_encoded_already() throws IOException {
    response.setHeader("Content-Encoding", "br");
    response.setContentLength(ROWS.length);
    response.getOutputStream().write(ROWS);
    response.finish();

    assertThat(sent.headers).containsEntry("Content-Encoding", "br");
    assertThat(sent.body.toByteArray()).isEqualTo(ROWS);
  }

  @Test
  void sends_a_body_of_unknown_length_as_it_comes() throws IOException {
    response.getOutputStream().write(ROWS);
    response.flushBuffer();

    assertThat(sent.flushed).isTrue();
    response.finish();
    assertThat(sent.headers).isEmpty();
    assertThat(sent.body.toByteArray()).isEqualTo(ROWS);
  }

  @Test
  void keeps_the_length_of_an_answer_without_a_body() throws IOException {
    response.addHeader("Content-Length", "0");
    response.getOutputStream().write(ROWS, 0, 0);
    response.finish();

    assertThat(sent.headers).containsOnlyKeys("Content-Length").containsValue("0");
  }

  @Test
  void starts_anew_after_a_reset() throws IOException {
    response.setContentLength(ROWS.length);
    response.getOutputStream().write(ROWS);
    response.reset();
    response.addIntHeader("Content-Length", 2);
    response.getWriter().write("no");
    response.finish();

    assertThat(sent.headers).containsOnlyKeys("Content-Length").containsValue("2");
    assertThat(sent.body.toString(StandardCharsets.UTF_8)).isEqualTo("no");
  }

  private byte[] unzipped() throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(sent.body.toByteArray()))) {
      return in.readAllBytes();
    }
  }
}
