package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.docs.ConfigurationTable;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.sample.DefaultScopeSyncService;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.testkit.MapConfig;

class SettingsDocTest {
  private static final ScopeTable NOTES =
      new ScopeTable(
          0,
          new EntityType(
              "Notes",
              "Note",
              List.of(
                  new Property("ID", EdmType.INT32, false, true),
                  new Property("Changed", EdmType.DATE_TIME, true, false),
                  new Property("Drawing", EdmType.BINARY, true, false))),
          "NOTE",
          List.of("ID", "CHANGED", "DRAWING"),
          List.of());

  private static final Service DECLARED =
      new Service(
          "Lists",
          "lists",
          List.of(new Scope("Notes", "Notes", List.of(NOTES), List.of())),
          ConflictPolicy.CLIENT_WINS,
          Service.DEFAULT_BATCH_BYTES);

  @Test
  void has_the_defaults_that_the_page_promises() {
    Settings settings = settings(Map.of());
    Service service = settings.adjusted(DECLARED);
    String policy = service.conflictPolicy().name().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(ConfigurationTable.defaults())
        .containsEntry("syncline.services.<name>.conflict-policy", policy)
        .containsEntry(
            "syncline.services.<name>.batch-bytes", Integer.toString(service.batchBytes()))
        .containsEntry(
            "syncline.conflicts.keep-days", Long.toString(settings.conflictsKept().toDays()))
        .containsEntry("syncline.retention-days", Long.toString(settings.retention().toDays()))
        .containsEntry(
            "syncline.reconcile-hours", Long.toString(settings.reconcilePeriod().toHours()))
        .containsEntry("syncline.services.<name>.tables.<type>.conflicts", "none")
        .containsEntry("syncline.scope-files", "none")
        .containsEntry("syncline.h2.script", "none")
        .containsEntry("syncline.sample.enabled", "true")
        .containsEntry("syncline.database.url", "none")
        .containsEntry("syncline.database.user", "none")
        .containsEntry("syncline.database.password", "none")
        .containsEntry("syncline.experimental.sqlserver", "false")
        .containsEntry("syncline.h2.tcp-port", "none");
    assertThat(settings.database()).isEmpty();
    assertThat(settings.h2TcpPort()).isEmpty();
    assertThat(settings.h2Script()).isEmpty();
    assertThat(settings.configuredScopes()).isEmpty();
    assertThat(settings.isServed(DefaultScopeSyncService.class)).isTrue();
    assertThat(settings.dataDirectory())
        .isEqualTo(Path.of(ConfigurationTable.defaults().get("syncline.data")).toAbsolutePath());
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "syncline.h2.tcp-port, 70000",
    "syncline.services.Lists.batch-bytes, 1023",
    "syncline.services.Lists.batch-bytes, 67108865",
    "syncline.services.Lists.conflict-policy, nobody-wins",
    "syncline.services.Lists.tables.Note.conflicts, nobody-wins",
    "syncline.services.Lists.tables.Note.conflicts, last-writer:Changd",
    "syncline.services.Lists.tables.Note.conflicts, last-writer:Drawing",
    "syncline.conflicts.keep-days, -1",
    "syncline.conflicts.keep-days, 36501",
    "syncline.retention-days, 0",
    "syncline.retention-days, 36501",
    "syncline.reconcile-hours, -1",
    "syncline.reconcile-hours, 8761",
    "syncline.retention-days, ninety",
    "syncline.conflicts.keep-days, 1.5",
    "syncline.h2.tcp-port, no",
    "syncline.services.Lists.batch-bytes, 1 MB",
    "syncline.sample.enabled, no",
  })
  void refuses_nonsense_with_a_sentence(String key, String value) {
    Settings settings = settings(Map.of(key, value));

    assertThatThrownBy(
            () -> {
              settings.h2TcpPort();
              settings.conflictsKept();
              settings.retention();
              settings.reconcilePeriod();
              settings.isServed(DefaultScopeSyncService.class);
              settings.adjusted(DECLARED);
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key + " is '" + value + "'");
  }

  @Test
  void takes_a_database_from_three_settings() {
    Settings settings =
        settings(
            Map.of(
                "syncline.database.url", " jdbc:postgresql://db.example.org/lists?ssl=true",
                "syncline.database.user", "syncline",
                "syncline.database.password", " as it is "));
    DatabaseAddress database = settings.database().orElseThrow();
    assertThat(database.name()).isEqualTo("postgresql://db.example.org/lists");
    assertThat(database.user()).contains("syncline");
    assertThat(database.password()).contains(" as it is ");
  }

  @ParameterizedTest
  @CsvSource({
    "syncline.database.url=jdbc:h2:mem:x, begin with jdbc:postgresql:",
    "syncline.database.url=jdbc:postgresql://h/d?user=u&password=hidden, no password",
    "syncline.database.url=jdbc:postgresql://h/d?sslPassword=hidden, no password",
    "syncline.database.url=jdbc:sqlserver://h, SQL Server is experimental",
    "syncline.database.password=hidden, need syncline.database.url",
    "syncline.database.url=jdbc:postgresql://h/d;syncline.h2.tcp-port=9092, leave one of them out",
    "syncline.database.url=jdbc:postgresql://h/d;syncline.h2.script=a.sql, leave one of them out"
  })
  void refuses_a_database_that_it_cannot_or_must_not_use(String lines, String sentence) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines.split(";", -1)) {
      String[] parts = line.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    Settings settings = settings(values);
    assertThatThrownBy(
            () -> {
              settings.database();
              settings.h2TcpPort();
              settings.h2Script();
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void takes_sql_server_only_from_who_knows_that_it_is_an_experiment() {
    String url = "jdbc:sqlserver://h:1433;databaseName=lists";
    Map<String, String> asked = Map.of("syncline.database.url", url);
    Map<String, String> known = new HashMap<>(asked);
    known.put("syncline.experimental.sqlserver", "true");
    assertThatThrownBy(() -> settings(asked).database())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("experimental")
        .hasMessageContaining("never run")
        .hasMessageContaining("syncline.experimental.sqlserver=true");
    assertThat(settings(known).database().orElseThrow().isSqlServer()).isTrue();

    known.put("syncline.database.url", url + "; trustStorePassword = hidden");
    assertThatThrownBy(() -> settings(known).database())
        .hasMessageContaining("no password")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void refuses_rules_for_tables_that_there_are_not() {
    Settings settings =
        settings(Map.of("syncline.services.Lists.tables.Nte.conflicts", "server-wins"));
    assertThatThrownBy(() -> settings.adjusted(DECLARED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("syncline.services.Lists.tables.Nte.conflicts");
  }

  @Test
  void reads_scope_files_one_after_another() {
    String example = "docs/examples/lists/scopes.xml";
    Settings settings = settings(Map.of("syncline.scope-files", example + ", " + example));
    assertThat(settings.configuredScopes()).hasSize(2);
  }

  @Test
  void the_sample_alone_can_be_switched_off() {
    Settings settings = settings(Map.of("syncline.sample.enabled", "false"));
    assertThat(settings.isServed(DefaultScopeSyncService.class)).isFalse();
    assertThat(settings.isServed(getClass())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "server-wins, Always[policy=SERVER_WINS], false",
    "Client-Wins, Always[policy=CLIENT_WINS], false",
    "merge-columns, MergeColumns[], true",
    "last-writer:Changed, LastWriter[column=1], false",
  })
  void gives_tables_the_rules_that_the_page_promises(String text, String rule, boolean tracks) {
    ScopeTable table =
        settings(Map.of("syncline.services.Lists.tables.Note.conflicts", text))
            .adjusted(DECLARED)
            .scopes()
            .get(0)
            .tables()
            .get(0);
    assertThat(table.conflicts()).hasToString(rule);
    assertThat(table.tracksColumns()).isEqualTo(tracks);
  }

  @SuppressWarnings("UnnecessaryAssignment") // no container injects here
  private static Settings settings(Map<String, String> values) {
    Settings settings = new Settings();
    settings.config = new MapConfig(values);
    return settings;
  }
}
