package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSettingsTest {

  @Test
  void has_defaults() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new WebSettings(
                "http://localhost:8080", 8080, 16 * 1024 * 1024, 30, 3, DiagMode.NOBODY));
  }

  @Test
  void takes_what_is_configured() {
    var settings =
        read(
            Map.of(
                "syncline.public-url", "https://sync.example.org/app/",
                "syncline.request.max-bytes", "65536",
                "syncline.request.patience-seconds", "5",
                "syncline.gzip.level", " 6 ",
                "syncline.diag.enabled", "false"));

    assertThat(settings)
        .isEqualTo(
            new WebSettings("https://sync.example.org/app", 8080, 65_536, 5, 6, DiagMode.NOBODY));
  }

  @Test
  void is_found_at_the_port_it_listens_on() {
    assertThat(read(Map.of("syncline.port", "9090")).publicUrl())
        .isEqualTo("http://localhost:9090");
  }

  /** Off outside development: that is a server that only its own machine reaches. */
  @ParameterizedTest(name = "enabled {0}, listening on {1}")
  @CsvSource({
    "auto,  127.0.0.1, THIS_MACHINE",
    "auto,  127.0.0.9, THIS_MACHINE",
    "auto,  localhost, THIS_MACHINE",
    "auto,  ::1,       THIS_MACHINE",
    "auto,  0.0.0.0,   NOBODY",
    "auto,  ::,        NOBODY",
    "auto,  192.0.2.1, NOBODY",
    "true,  0.0.0.0,   EVERYBODY",
    "true,  127.0.0.1, EVERYBODY",
    "false, 127.0.0.1, NOBODY",
  })
  void serves_diagnostics_by_where_it_listens(String enabled, String listen, DiagMode mode) {
    assertThat(read(Map.of(WebSettings.DIAG, enabled, ReadyLine.LISTEN, listen)).diag())
        .isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource({
    "https://sync.example.org, NOBODY",
    "http://192.0.2.1:8080, NOBODY",
    "http://localhost:9090, THIS_MACHINE",
    "http://127.0.0.1:9090/app, THIS_MACHINE",
    "http://[::1]:9090, THIS_MACHINE",
  })
  void a_public_address_means_a_proxy_that_may_not_tell_for_whom_it_speaks(
      String url, DiagMode mode) {
    assertThat(read(Map.of(ReadyLine.LISTEN, "127.0.0.1", WebSettings.PUBLIC_URL, url)).diag())
        .isEqualTo(mode);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "syncline.public-url,        sync.example.org,          an address such as",
    "syncline.public-url,        ftp://sync.example.org,    an address such as",
    "syncline.public-url,        https://a b,               an address such as",
    "syncline.public-url,        https://a/?q=1,            an address such as",
    "syncline.port,              0,                         from 1 to 65535",
    "syncline.request.max-bytes, 12,                        from 1024 to",
    "syncline.request.max-bytes, 16MB,                      a whole number",
    "syncline.request.patience-seconds, 0,                  from 1 to 3600",
    "syncline.gzip.level,        0,                         from 1 to 9",
    "syncline.gzip.level,        fast,                      from 1 to 9",
    "syncline.diag.enabled,      yes,                       auto, true or false",
  })
  void refuses_nonsense_with_a_sentence(String key, String value, String wanted) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(wanted);
  }

  private static WebSettings read(Map<String, String> configured) {
    return WebSettings.read(key -> Optional.ofNullable(configured.get(key)));
  }
}
