package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

class RequestBodyTest {
  private static final int LIMIT = 10_000;
  private static final byte[] TEXT = "rows ".repeat(1000).getBytes(StandardCharsets.UTF_8);

  @Test
  void gives_a_plain_body_as_it_is() throws IOException {
    assertThat(body(TEXT, null).readAllBytes()).isEqualTo(TEXT);
    assertThat(body(TEXT, " Identity ").readAllBytes()).isEqualTo(TEXT);
    assertThat(body(new byte[LIMIT], null).readAllBytes()).hasSize(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", " x-gzip "})
  void decompresses(String encoding) throws IOException {
    assertThat(body(zipped(TEXT), encoding).readAllBytes()).isEqualTo(TEXT);
  }

  @Test
  void decompresses_byte_by_byte_too() throws IOException {
    var body = body(zipped(TEXT), "gzip");
    var all = new ByteArrayOutputStream();
    for (int octet = body.read(); octet >= 0; octet = body.read()) {
      all.write(octet);
    }
    assertThat(all.toByteArray()).isEqualTo(TEXT);
  }

  @Test
  void takes_nothing_for_an_empty_body_however_it_is_encoded() throws IOException {
    assertThat(body(new byte[0], "gzip").readAllBytes()).isEmpty();
    assertThat(body(new byte[0], null).readAllBytes()).isEmpty();
  }

  @Test
  void refuses_one_byte_over_the_limit() {
    assertRefused(body(new byte[LIMIT + 1], null), ErrorCode.BODY_TOO_LARGE);
  }

  @Test
  void believes_a_declared_length_that_is_too_large_without_reading() {
    var read = new AtomicLong();
    var body = new RequestBody(counting(new byte[10], read), LIMIT + 1, null, LIMIT);

    assertRefused(body, ErrorCode.BODY_TOO_LARGE);
    assertThat(read).hasValue(0);
  }

  @Test
  void stops_a_bomb_at_the_limit() throws IOException {
    var bomb = zipped(new byte[50_000_000]);
    var read = new AtomicLong();
    assertThat(bomb.length).isGreaterThan(40_000);
    var body = new RequestBody(counting(bomb, read), bomb.length, "gzip", 100_000);

    assertRefused(body, ErrorCode.BODY_TOO_LARGE);
    assertThat(read.get()).isLessThan(20_000);
  }

  @Test
  void stops_a_stream_of_members_that_hold_nothing() throws IOException {
    byte[] member = zipped(new byte[0]);
    byte[] endless = new byte[member.length * 1000];
    for (int i = 0; i < endless.length; i++) {
      endless[i] = member[i % member.length];
    }
    var body = new RequestBody(new ByteArrayInputStream(endless), -1, "gzip", LIMIT);

    assertRefused(body, ErrorCode.BODY_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20, 30})
  void refuses_gzip_that_was_cut(int length) throws IOException {
    byte[] cut = Arrays.copyOf(zipped(TEXT), length);
    assertRefused(body(cut, "gzip"), ErrorCode.BAD_BODY);
  }

  @Test
  void refuses_gzip_whose_checksum_is_wrong() throws IOException {
    byte[] zipped = zipped(TEXT);
    zipped[zipped.length - 6] ^= 1;
    assertRefused(body(zipped, "gzip"), ErrorCode.BAD_BODY);
  }

  @Test
  void refuses_what_is_not_gzip_at_all() {
    assertRefused(body(TEXT, "gzip"), ErrorCode.BAD_BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "zstd", "gzip, gzip", "nonsense"})
  void refuses_other_encodings(String encoding) {
    assertRefused(body(TEXT, encoding), ErrorCode.UNSUPPORTED_ENCODING);
  }

  private static void assertRefused(InputStream body, ErrorCode code) {
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOfSatisfying(
            SyncException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static RequestBody body(byte[] bytes, String encoding) {
    return new RequestBody(new ByteArrayInputStream(bytes), bytes.length, encoding, LIMIT);
  }

  private static InputStream counting(byte[] bytes, AtomicLong read) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        int got = super.read(into, offset, length);
        read.addAndGet(Math.max(0, got));
        return got;
      }
    };
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }
}
