package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.syncline.docs.ConfigurationTable;

class WebSettingsDocTest {

  @Test
  void has_the_defaults_that_the_page_promises() {
    WebSettings settings = WebSettings.read(key -> Optional.empty());

    assertThat(ConfigurationTable.defaults())
        .containsAllEntriesOf(
            Map.of(
                WebSettings.PUBLIC_URL, settings.publicUrl(),
                WebSettings.PORT, Integer.toString(WebSettings.DEFAULT_PORT),
                WebSettings.REQUEST_MAX_BYTES, Long.toString(settings.requestMaxBytes()),
                WebSettings.BODY_PATIENCE, Integer.toString(settings.bodyPatienceSeconds()),
                WebSettings.GZIP_LEVEL, Integer.toString(settings.gzipLevel()),
                WebSettings.DIAG, WebSettings.DEFAULT_DIAG,
                BlobKey.KEY, "none",
                BlobKey.DATA, BlobKey.DEFAULT_DATA));
  }
}
