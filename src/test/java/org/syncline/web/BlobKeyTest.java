package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobKeyTest {
  @TempDir Path data;

  @Test
  void makes_a_key_once_and_keeps_it_with_the_data() {
    byte[] first = read(Map.of("syncline.data", data.toString()));

    assertThat(first).hasSize(32);
    assertThat(data.resolve("blob.key")).hasBinaryContent(first);
    assertThat(read(Map.of("syncline.data", data.toString()))).isEqualTo(first);
  }

  @Test
  void takes_the_configured_key_and_writes_nothing() {
    byte[] key = new byte[32];
    key[5] = 7;
    String text = Base64.getEncoder().encodeToString(key) + "\n";

    assertThat(read(Map.of("syncline.data", data.toString(), "syncline.blob.key", text)))
        .isEqualTo(key);
    assertThat(data).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret-text!", "AAAA", ""})
  void refuses_a_key_of_another_length_without_repeating_it(String text) {
    assertThatThrownBy(() -> read(Map.of("syncline.blob.key", text)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("syncline.blob.key")
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("secret-text");
  }

  @Test
  void refuses_a_kept_key_that_was_cut() throws Exception {
    Files.write(data.resolve("blob.key"), new byte[7]);

    assertThatThrownBy(() -> read(Map.of("syncline.data", data.toString())))
        .hasMessageContaining("has 7 bytes instead of 32")
        .hasMessageContaining("backup");
  }

  private static byte[] read(Map<String, String> configured) {
    return BlobKey.read(key -> Optional.ofNullable(configured.get(key)));
  }
}
