package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ids begin with outlives every change of address (wire reference, section 10). */
class IdBaseTest {
  @TempDir Path data;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void s10_another_port_changes_no_id() {
    assertThat(start("syncline.port", "8080")).isEqualTo("http://localhost:8080");
    assertThat(start("syncline.port", "9090")).isEqualTo("http://localhost:8080");
    assertThat(warnings).isEmpty();
    assertThat(data.resolve("id.base")).hasContent("http://localhost:8080");
  }

  @Test
  void s10_another_public_address_changes_no_id_and_is_told_to_the_operator() {
    assertThat(start("syncline.public-url", "https://one.example/"))
        .isEqualTo("https://one.example");
    assertThat(start("syncline.public-url", "https://one.example")).endsWith("one.example");
    assertThat(warnings).isEmpty();

    assertThat(start("syncline.public-url", "https://two.example")).endsWith("one.example");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("https://one.example", "https://two.example", "id.base", "delete");
  }

  @Test
  void s10_a_public_address_that_is_no_longer_configured_stays_in_the_ids() {
    start("syncline.public-url", "https://one.example/app");
    assertThat(start("syncline.port", "8080")).isEqualTo("https://one.example/app");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "one.example", "https://one.example\nhttps://two.example"})
  void refuses_a_kept_address_that_is_none(String text) throws Exception {
    Files.writeString(data.resolve("id.base"), text);
    assertThatThrownBy(() -> start("syncline.port", "8080"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Syncline does not start: ")
        .hasMessageContaining("id.base holds no address; bring it back from a backup");
  }

  private String start(String key, String value) {
    Map<String, String> configured = new HashMap<>(Map.of("syncline.data", data.toString()));
    configured.put(key, value);
    var settings = WebSettings.read(name -> Optional.ofNullable(configured.get(name)));
    return IdBase.kept(
            name -> Optional.ofNullable(configured.get(name)), settings.publicUrl(), warnings::add)
        .url();
  }
}
