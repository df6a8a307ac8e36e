package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.docs.ConfigurationTable;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Service;

class SettingsDocTest {
  private static final Service DECLARED =
      new Service(
          "Lists", "lists", List.of(), ConflictPolicy.CLIENT_WINS, Service.DEFAULT_BATCH_BYTES);

  @Test
  void has_the_defaults_that_the_page_promises() {
    Settings settings = settings(Map.of());
    Service service = settings.adjusted(DECLARED);
    String policy = service.conflictPolicy().name().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(ConfigurationTable.defaults())
        .containsEntry("syncline.services.<name>.conflict-policy", policy)
        .containsEntry(
            "syncline.services.<name>.batch-bytes", Integer.toString(service.batchBytes()))
        .containsEntry("syncline.h2.tcp-port", "none");
    assertThat(settings.h2TcpPort()).isEmpty();
    assertThat(settings.dataDirectory())
        .isEqualTo(Path.of(ConfigurationTable.defaults().get("syncline.data")).toAbsolutePath());
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "syncline.h2.tcp-port, 70000",
    "syncline.services.Lists.batch-bytes, 1023",
    "syncline.services.Lists.batch-bytes, 67108865",
    "syncline.services.Lists.conflict-policy, nobody-wins",
  })
  void refuses_nonsense_with_a_sentence(String key, String value) {
    Settings settings = settings(Map.of(key, value));

    assertThatThrownBy(
            () -> {
              settings.h2TcpPort();
              settings.adjusted(DECLARED);
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @SuppressWarnings("UnnecessaryAssignment") // no container injects here
  private static Settings settings(Map<String, String> values) {
    Settings settings = new Settings();
    settings.config = new MapConfig(values);
    return settings;
  }

  /** Configuration from a map; it converts to the types that settings have. */
  private record MapConfig(Map<String, String> values) implements Config {
    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      return Optional.ofNullable(values.get(name))
          .map(text -> type.cast(type == Integer.class ? Integer.valueOf(text) : text));
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}
