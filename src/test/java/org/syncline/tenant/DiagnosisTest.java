package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.store.jdbc.H2Dialect;
import org.syncline.store.jdbc.KnownReplicas;
import org.syncline.store.jdbc.Reconcile;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.StoreException;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.provision.Provisioning;

/** Each check passes, and fails when what it looks at is broken (wire reference, section 22). */
class DiagnosisTest extends ListsTenant {

  @Test
  void s22_all_checks_pass_on_a_new_database() {
    assertThat(tenant.diagnose()).allMatch(Check::passed);
    assertThat(tenant.diagnose())
        .extracting(Check::name)
        .containsExactly(
            "Database",
            "Durability",
            "Provisioning",
            "Triggers",
            "Sequencer",
            "Transactions",
            "Retention",
            "Reconcile",
            "Clock",
            "Data directory");
    assertThat(tenant.check())
        .extracting(Check::name)
        .doesNotContain("Transactions", "Clock", "Data directory");
  }

  @Test
  void s22_a_trigger_that_is_gone_is_named() throws SQLException {
    execute("DROP TRIGGER \"SYNCLINE_TRG_Item\"");
    Check triggers = failed("Triggers", CheckResult.TRIGGER_DOES_NOT_EXIST);
    assertThat(triggers.comment()).contains("Item").doesNotContain("List");
    assertThat(tenant.check()).as("readiness goes down").anyMatch(check -> !check.passed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SYNCLINE_CLOCK",
        "SYNCLINE_CONFLICT",
        "SYNCLINE_PASS",
        "SYNCLINE_RECEIPT",
        "SYNCLINE_SEED",
        "SYNCLINE_TABLE",
        "SYNCLINE_TRK_Item",
        "TagItemMapping"
      })
  void s22_a_table_that_is_gone_is_named(String table) throws SQLException {
    execute("DROP TABLE \"" + table + "\"");
    Check provisioning = failed("Provisioning", CheckResult.TEMPLATE_OR_SCOPE_DOES_NOT_EXIST);
    assertThat(provisioning.comment()).startsWith("missing: " + table + ";");
  }

  @Test
  void s22_a_description_that_does_not_fit_is_named() throws SQLException {
    execute("UPDATE SYNCLINE_TABLE SET FILTER_COLUMNS = '[]' WHERE TBL = 'List'");
    assertThat(failed("Provisioning", CheckResult.TEMPLATE_OR_SCOPE_DOES_NOT_EXIST).comment())
        .contains("the description of List");
  }

  @Test
  void s22_the_change_log_is_missed_by_two_checks() throws SQLException {
    execute("DROP TABLE SYNCLINE_LOG");
    failed("Provisioning", CheckResult.TEMPLATE_OR_SCOPE_DOES_NOT_EXIST);
    Check sequencer = failed("Sequencer", CheckResult.UNKNOWN_ERROR);
    assertThat(sequencer.comment()).doesNotContain("SYNCLINE_LOG");
    assertThat(sequencer.detail()).contains("SYNCLINE_LOG");
  }

  @Test
  void h39_a_dropped_trigger_is_told_and_made_again_and_its_table_reconciled() throws SQLException {
    reconcile();
    assertThat(check("Reconcile").comment()).contains("no differences").doesNotContain("not yet");
    execute("DROP TRIGGER \"SYNCLINE_TRG_Tag\"");
    assertThat(failed("Triggers", CheckResult.TRIGGER_DOES_NOT_EXIST).comment())
        .contains("Tag [SYNCLINE_TRG_Tag]");
    execute("INSERT INTO \"Tag\" VALUES (77, 'unseen')");
    tenant.healTriggers();
    reconcile();
    assertThat(check("Triggers").passed()).isTrue();
    assertThat(check("Reconcile").comment()).contains("differences: 1 in Tag");
  }

  /** As often as is enough on a slow machine. */
  private void reconcile() {
    for (int i = 0; i < 20; i++) {
      tenant.reconcile();
    }
  }

  @Test
  void a_table_that_cannot_be_read_does_not_keep_others_from_being_reconciled()
      throws SQLException {
    execute("ALTER TABLE \"Item\" RENAME COLUMN \"Description\" TO \"Other\"");
    assertThatThrownBy(this::reconcile).isInstanceOf(StoreException.class);
    reconcile();
    assertThat(check("Reconcile").comment()).endsWith("; not yet known: Item");
  }

  @Test
  void h39_a_trigger_that_does_something_else_is_told_and_made_again() throws SQLException {
    execute("DROP TRIGGER \"SYNCLINE_TRG_Tag\"");
    execute(
        "CREATE TRIGGER \"SYNCLINE_TRG_Tag\" AFTER INSERT ON \"Tag\" FOR EACH ROW CALL"
            + " 'org.syncline.store.jdbc.H2ChangeTrigger'");
    failed("Triggers", CheckResult.TRIGGER_DOES_NOT_EXIST);
    tenant.healTriggers();
    assertThat(check("Triggers").passed()).isTrue();
  }

  /** The pool may open a connection at any moment, and each new one sets the delay right again. */
  @Test
  void s22_commits_that_wait_in_memory_are_told() throws SQLException {
    Check durability;
    int tries = 0;
    do {
      execute("SET WRITE_DELAY 500");
      durability = check("Durability");
    } while (durability.passed() && ++tries < 20);
    assertThat(durability.result()).isEqualTo(CheckResult.COMMITS_NOT_DURABLE);
    assertThat(durability.comment()).contains("500 ms");
  }

  @Test
  void s22_clocks_that_differ_are_told() {
    Provisioning provisioning =
        new Provisioning(new H2Dialect(), TrackedTable.of(List.of(service)).values());
    Sequencer sequencer =
        new Sequencer(
            database.pool(),
            new H2Dialect(),
            TrackedTable.of(List.of(service)),
            false,
            Duration.ofSeconds(1));
    InstantSource late = () -> Instant.now().minusSeconds(60);
    Diagnosis diagnosis =
        new Diagnosis(
            database,
            provisioning,
            new Numbering(sequencer, late),
            new Sightings(
                new KnownReplicas(database.pool(), database.dialect()), Duration.ofDays(90)),
            new Reconciling(
                new Reconcile(database.pool(), database.dialect(), Map.of(), 1), Duration.ZERO),
            late);
    Check clock =
        diagnosis.everything().stream()
            .filter(check -> check.name().equals("Clock"))
            .findFirst()
            .orElseThrow();
    assertThat(clock.result()).isEqualTo(CheckResult.CLOCKS_DIFFER);
    assertThat(clock.comment()).containsPattern("(59|60)\\d{3} ms apart");
  }

  @Test
  void s22_a_database_that_is_away_leaves_the_rest_undetermined() {
    database.close();
    Check away = failed("Database", CheckResult.ERROR_OPENING_SQL_CONNECTION);
    assertThat(away.detail()).contains("closed");
    for (String name :
        List.of(
            "Durability",
            "Provisioning",
            "Triggers",
            "Sequencer",
            "Retention",
            "Reconcile",
            "Clock")) {
      failed(name, CheckResult.NOT_DETERMINED);
    }
    assertThat(tenant.diagnose()).last().matches(Check::passed, "the directory is there");
  }

  /** So that a table which is added later is looked for too. */
  @Test
  void looks_for_every_table_of_syncline() throws SQLException {
    TreeSet<String> named = new TreeSet<>();
    new H2Dialect()
        .schema()
        .createTables()
        .forEach(
            sql -> {
              if (sql.startsWith("CREATE TABLE")) {
                named.add(sql.replaceAll("CREATE TABLE IF NOT EXISTS (\\w+).*", "$1"));
              }
            });
    Provisioning nothingElse = new Provisioning(new H2Dialect(), List.of());
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ALL OBJECTS");
      assertThat(nothingElse.missing(connection)).containsExactlyInAnyOrderElementsOf(named);
    }
  }

  private Check failed(String name, CheckResult result) {
    Check check = check(name);
    assertThat(check.result()).as(name).isEqualTo(result);
    return check;
  }

  private Check check(String name) {
    return tenant.diagnose().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
