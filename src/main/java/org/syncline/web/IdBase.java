package org.syncline.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.syncline.tenant.KeptSecret;

/**
 * The address that all ids of rows begin with. Devices find rows by the exact text of their ids, so
 * it is fixed at the first start and kept with the data: neither another port nor another public
 * address changes it (wire reference, section 10). It need not lead anywhere any more.
 *
 * @param url without a slash at the end
 */
record IdBase(String url) {
  static final String FILE = "id.base";

  /**
   * Reads the address, or fixes it.
   *
   * @param source gives the value of a configuration key
   * @param publicUrl where clients find the application now
   * @param warning takes a sentence for the operator if that is configured and another one
   * @throws IllegalStateException with a sentence for the operator
   */
  static IdBase kept(
      Function<String, Optional<String>> source, String publicUrl, Consumer<String> warning) {
    Path file =
        Path.of(source.apply(BlobKey.DATA).orElse(BlobKey.DEFAULT_DATA))
            .toAbsolutePath()
            .resolve(FILE);
    byte[] bytes = KeptSecret.in(file, () -> (publicUrl + "\n").getBytes(StandardCharsets.UTF_8));
    String text = new String(bytes, StandardCharsets.UTF_8);
    String url =
        WebSettings.webAddress(text)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Syncline does not start: "
                            + file
                            + " holds no address; bring it back from a backup, or write into it what"
                            + " the ids of rows begin with on the devices, up to '/sync/'"));
    if (source.apply(WebSettings.PUBLIC_URL).isPresent() && !url.equals(publicUrl)) {
      warning.accept(
          "ids of rows still begin with "
              + url
              + ", as devices know them, and not with "
              + publicUrl
              + "; that is right unless no device has rows yet: then delete "
              + file
              + " and start again");
    }
    return new IdBase(url);
  }
}
