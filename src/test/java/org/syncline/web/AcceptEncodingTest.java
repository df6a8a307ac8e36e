package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZip",
        "x-gzip",
        "gzip, deflated",
        "deflate, gzip",
        "br;q=1.0,gzip;q=0.5",
        "gzip; q=0.001",
        "gzip;Q=1",
      })
  void lists_gzip(String header) {
    assertThat(lists(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "*",
        "deflate",
        "identity",
        "gzip;q=0",
        "gzip;q=0.0",
        "gzip ; q=0.000",
        "gzip;q=much",
        "gzipped",
        "br, zstd",
      })
  void does_not_list_gzip(String header) {
    assertThat(lists(header)).isFalse();
  }

  @Test
  void looks_at_every_header() {
    assertThat(AcceptEncoding.listsGzip(Collections.enumeration(List.of("br", "gzip")))).isTrue();
    assertThat(AcceptEncoding.listsGzip(Collections.emptyEnumeration())).isFalse();
    assertThat(AcceptEncoding.listsGzip(null)).isFalse();
  }

  private static boolean lists(String header) {
    return AcceptEncoding.listsGzip(Collections.enumeration(List.of(header)));
  }
}
