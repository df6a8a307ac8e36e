package org.syncline.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.Config;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Service;

/** What an operator can configure about databases and services; docs/configuration.md lists it. */
@ApplicationScoped
class Settings {
  private static final int LOWEST_BATCH_BYTES = 1024;
  private static final int HIGHEST_BATCH_BYTES = 64 << 20;

  @Inject Config config;

  /** The directory of the embedded database and of what else must outlive a restart. */
  Path dataDirectory() {
    String configured = config.getOptionalValue("syncline.data", String.class).orElse("data");
    return Path.of(configured).toAbsolutePath().normalize();
  }

  /** Port on loopback where other programs can reach the embedded database; empty: none. */
  OptionalInt h2TcpPort() {
    Optional<Integer> port = config.getOptionalValue("syncline.h2.tcp-port", Integer.class);
    port.filter(p -> p < 1 || p > 65_535)
        .ifPresent(
            p -> {
              throw new IllegalStateException("syncline.h2.tcp-port must be 1 to 65535, got " + p);
            });
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** For a test that must fail; see {@link org.syncline.store.jdbc.Sequencer}. */
  boolean naiveAnchor() {
    return config.getOptionalValue("syncline.test.naive-anchor", Boolean.class).orElse(false);
  }

  /** The service as declared, with what configuration says otherwise. */
  Service adjusted(Service declared) {
    String prefix = "syncline.services." + declared.name() + ".";
    ConflictPolicy policy =
        config
            .getOptionalValue(prefix + "conflict-policy", String.class)
            .map(text -> policy(prefix + "conflict-policy", text))
            .orElse(declared.conflictPolicy());
    int batchBytes =
        config
            .getOptionalValue(prefix + "batch-bytes", Integer.class)
            .orElse(declared.batchBytes());
    if (batchBytes < LOWEST_BATCH_BYTES || batchBytes > HIGHEST_BATCH_BYTES) {
      throw new IllegalStateException(
          "%sbatch-bytes must be %d to %d, got %d"
              .formatted(prefix, LOWEST_BATCH_BYTES, HIGHEST_BATCH_BYTES, batchBytes));
    }
    return new Service(
        declared.name(), declared.persistenceUnit(), declared.scopes(), policy, batchBytes);
  }

  private static ConflictPolicy policy(String key, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "client-wins" -> ConflictPolicy.CLIENT_WINS;
      case "server-wins" -> ConflictPolicy.SERVER_WINS;
      default ->
          throw new IllegalStateException(
              key + " must be client-wins or server-wins, got '" + text + "'");
    };
  }
}
