package org.syncline.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.ConflictRule;
import org.syncline.scope.ConflictStrategy;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ScopeFile;

/** What an operator can configure about databases and services; docs/configuration.md lists it. */
@ApplicationScoped
class Settings {
  private static final int LOWEST_BATCH_BYTES = 1024;
  private static final int HIGHEST_BATCH_BYTES = 64 << 20;
  private static final int MOST_DAYS = 36_500;
  private static final int MOST_RECONCILE_HOURS = 8_760;
  private static final String SAMPLE = "org.syncline.sample.";
  private static final String LAST_WRITER = "last-writer:";

  @Inject Config config;

  /** The directory of the embedded database and of what else must outlive a restart. */
  Path dataDirectory() {
    String configured = config.getOptionalValue("syncline.data", String.class).orElse("data");
    return Path.of(configured).toAbsolutePath().normalize();
  }

  /** The database that others run for this server; empty: the embedded one. */
  Optional<DatabaseAddress> database() {
    Optional<String> user = text("syncline.database.user");
    Optional<String> password = text("syncline.database.password");
    Optional<String> url = text("syncline.database.url");
    if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
      throw new IllegalStateException(
          "syncline.database.user and syncline.database.password need syncline.database.url");
    }
    Optional<DatabaseAddress> address =
        url.map(where -> new DatabaseAddress(where.strip(), user, password));
    if (address.filter(DatabaseAddress::isSqlServer).isPresent() && !triesSqlServer()) {
      throw new IllegalStateException(
          "SQL Server is experimental: Syncline was never run against one, and may lose changes; to"
              + " try it with data that may be lost, set syncline.experimental.sqlserver=true");
    }
    return address;
  }

  private boolean triesSqlServer() {
    return Setting.flag(this::text, "syncline.experimental.sqlserver", false);
  }

  private Optional<String> text(String key) {
    return config.getOptionalValue(key, String.class);
  }

  /** Port on loopback where other programs can reach the embedded database; empty: none. */
  OptionalInt h2TcpPort() {
    boolean configured = text("syncline.h2.tcp-port").isPresent();
    if (configured && database().isPresent()) {
      throw new IllegalStateException(
          "syncline.h2.tcp-port opens the embedded database, which is not used with"
              + " syncline.database.url; leave one of them out");
    }
    return configured
        ? OptionalInt.of(number("syncline.h2.tcp-port", 0, 1, 65_535))
        : OptionalInt.empty();
  }

  /** Whether a class that declares a service is to be served. */
  boolean isServed(Class<?> declaration) {
    return !declaration.getName().startsWith(SAMPLE)
        || Setting.flag(this::text, "syncline.sample.enabled", true);
  }

  /** The scopes of services that are only configured. */
  List<ConfiguredScope> configuredScopes() {
    return config.getOptionalValues("syncline.scope-files", String.class).orElse(List.of()).stream()
        .map(name -> ScopeFile.read(Path.of(name.strip())))
        .flatMap(List::stream)
        .toList();
  }

  /** SQL for the embedded database to run at each start. */
  Optional<Path> h2Script() {
    Optional<String> script = text("syncline.h2.script");
    if (script.isPresent() && database().isPresent()) {
      throw new IllegalStateException(
          "syncline.h2.script is for the embedded database, which is not used with"
              + " syncline.database.url; leave one of them out");
    }
    return script.map(Path::of);
  }

  /** For a test that must fail; see {@link org.syncline.store.jdbc.Sequencer}. */
  boolean naiveAnchor() {
    return Setting.flag(this::text, "syncline.test.naive-anchor", false);
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
        number(
            prefix + "batch-bytes", declared.batchBytes(), LOWEST_BATCH_BYTES, HIGHEST_BATCH_BYTES);
    checkTables(prefix + "tables.", declared);
    List<Scope> scopes =
        declared.scopes().stream()
            .map(scope -> scope.with(tables(prefix + "tables.", scope)))
            .toList();
    return new Service(declared.name(), declared.persistenceUnit(), scopes, policy, batchBytes);
  }

  /** A misspelt table would quietly keep the rule that somebody wanted to change. */
  private void checkTables(String prefix, Service service) {
    for (String key : config.getPropertyNames()) {
      boolean known =
          !key.startsWith(prefix)
              || service.scopes().stream()
                  .flatMap(scope -> scope.tables().stream())
                  .anyMatch(t -> key.equals(prefix + t.type().name() + ".conflicts"));
      if (!known) {
        throw new IllegalStateException(
            "there is no setting '%s': after '%s' come the name of a type and '.conflicts'"
                .formatted(key, prefix));
      }
    }
  }

  private List<ScopeTable> tables(String prefix, Scope scope) {
    List<ScopeTable> tables = new ArrayList<>();
    for (ScopeTable table : scope.tables()) {
      String key = prefix + table.type().name() + ".conflicts";
      tables.add(
          config
              .getOptionalValue(key, String.class)
              .map(text -> table.with(rule(key, text.strip(), table)))
              .orElse(table));
    }
    return tables;
  }

  private static ConflictRule rule(String key, String text, ScopeTable table) {
    String column = text.startsWith(LAST_WRITER) ? text.substring(LAST_WRITER.length()) : "";
    ConflictStrategy strategy =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "client-wins" -> ConflictStrategy.CLIENT_WINS;
          case "server-wins" -> ConflictStrategy.SERVER_WINS;
          case "merge-columns" -> ConflictStrategy.MERGE_COLUMNS;
          default -> {
            if (!text.startsWith(LAST_WRITER)) {
              throw Setting.refused(
                  key, text, "client-wins, server-wins, merge-columns or last-writer:COLUMN");
            }
            yield ConflictStrategy.LAST_WRITER;
          }
        };
    try {
      return ConflictRule.of(strategy, column, table.type());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("%s is '%s': %s".formatted(key, text, e.getMessage()), e);
    }
  }

  /** For how long versions that lost stay in the conflict inbox. */
  Duration conflictsKept() {
    return Duration.ofDays(number("syncline.conflicts.keep-days", 90, 0, MOST_DAYS));
  }

  /** For how long a device may be away and still go on where it was. */
  Duration retention() {
    return Duration.ofDays(number("syncline.retention-days", 90, 1, MOST_DAYS));
  }

  private int number(String key, int standard, int least, int most) {
    return (int) Setting.number(this::text, key, standard, least, most);
  }

  /**
   * Refuses names that mean nothing.
   *
   * @param warning takes a sentence for the operator
   */
  void checkNames(Consumer<String> warning) {
    SettingNames.check(config.getPropertyNames(), warning);
  }

  /** Refuses settings of services that there are not. */
  void checkServices(Collection<Service> services) {
    SettingNames.checkServices(
        config.getPropertyNames(), services.stream().map(Service::name).toList());
  }

  /** After how long each table is compared with what was last seen of it; zero: never. */
  Duration reconcilePeriod() {
    return Duration.ofHours(number("syncline.reconcile-hours", 24, 0, MOST_RECONCILE_HOURS));
  }

  private static ConflictPolicy policy(String key, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "client-wins" -> ConflictPolicy.CLIENT_WINS;
      case "server-wins" -> ConflictPolicy.SERVER_WINS;
      default -> throw Setting.refused(key, text, "client-wins or server-wins");
    };
  }
}
