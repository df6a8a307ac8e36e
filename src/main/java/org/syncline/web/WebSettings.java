package org.syncline.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;
import org.syncline.tenant.Setting;

/**
 * What can be configured about the HTTP side; see docs/configuration.md.
 *
 * @param publicUrl where clients find the application, without a slash at the end
 * @param port on which the server listens
 * @param requestMaxBytes most bytes of a request's body after decompression
 * @param bodyPatienceSeconds for which a body is waited for, however short it is
 * @param gzipLevel 1 to 9
 * @param diag to whom the diagnostics page is served
 */
public record WebSettings(
    String publicUrl,
    int port,
    long requestMaxBytes,
    int bodyPatienceSeconds,
    int gzipLevel,
    DiagMode diag) {
  static final String PUBLIC_URL = "syncline.public-url";
  static final String PORT = "syncline.port";
  static final String REQUEST_MAX_BYTES = "syncline.request.max-bytes";
  static final String BODY_PATIENCE = "syncline.request.patience-seconds";
  static final String GZIP_LEVEL = "syncline.gzip.level";
  static final String DIAG = "syncline.diag.enabled";

  static final int DEFAULT_PORT = 8080;
  static final long DEFAULT_REQUEST_MAX_BYTES = 16L << 20;
  static final int DEFAULT_BODY_PATIENCE_SECONDS = 30;
  static final int DEFAULT_GZIP_LEVEL = 3;
  static final String DEFAULT_DIAG = "auto";

  private static final int MOST_BODY_PATIENCE_SECONDS = 3600;
  private static final long LEAST_REQUEST_BYTES = 1024;
  private static final long MOST_REQUEST_BYTES = 1L << 30;

  /**
   * Reads the configuration.
   *
   * @param source gives the value of a key
   * @throws IllegalStateException with a sentence that names the key, what it is and what it may be
   */
  static WebSettings read(Function<String, Optional<String>> source) {
    int port = (int) Setting.number(source, PORT, DEFAULT_PORT, 1, 65_535);
    String local = "http://localhost:" + port;
    return new WebSettings(
        source.apply(PUBLIC_URL).map(WebSettings::url).orElse(local),
        port,
        Setting.number(
            source,
            REQUEST_MAX_BYTES,
            DEFAULT_REQUEST_MAX_BYTES,
            LEAST_REQUEST_BYTES,
            MOST_REQUEST_BYTES),
        (int)
            Setting.number(
                source,
                BODY_PATIENCE,
                DEFAULT_BODY_PATIENCE_SECONDS,
                1,
                MOST_BODY_PATIENCE_SECONDS),
        (int) Setting.number(source, GZIP_LEVEL, DEFAULT_GZIP_LEVEL, 1, 9),
        diag(source));
  }

  /**
   * Where nobody has said on which address the server listens, it may be any. A public address
   * means that a proxy speaks for strangers, and it need not tell.
   */
  private static DiagMode diag(Function<String, Optional<String>> source) {
    String text = source.apply(DIAG).orElse(DEFAULT_DIAG);
    return switch (text.strip()) {
      case "true" -> DiagMode.EVERYBODY;
      case "false" -> DiagMode.NOBODY;
      case DEFAULT_DIAG ->
          source.apply(ReadyLine.LISTEN).filter(Callers::isLoopback).isPresent()
                  && source.apply(PUBLIC_URL).filter(url -> !Callers.isLocalUrl(url)).isEmpty()
              ? DiagMode.THIS_MACHINE
              : DiagMode.NOBODY;
      default -> throw Setting.refused(DIAG, text, "auto, true or false");
    };
  }

  private static String url(String text) {
    return webAddress(text)
        .orElseThrow(
            () -> Setting.refused(PUBLIC_URL, text, "an address such as https://sync.example.org"));
  }

  /** An {@code http} or {@code https} address, without blanks around it and slashes at its end. */
  static Optional<String> webAddress(String text) {
    String trimmed = text.strip().replaceAll("/+$", "");
    try {
      URI uri = new URI(trimmed);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null
          ? Optional.of(trimmed)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
