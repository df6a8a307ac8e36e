package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.syncline.engine.TransactionLostException;
import org.syncline.store.jdbc.H2Dialect;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.StoreException;
import org.syncline.store.jdbc.TrackedTable;

/** What the check named Sequencer says, with which readiness goes up and down. */
class NumberingTest extends ListsTenant {

  @Test
  void fails_while_passes_fail_and_shows_neither_statements_nor_values() throws Exception {
    assertThat(sequencer().passed()).isTrue();
    execute("ALTER TABLE \"SYNCLINE_TRK_Status\" RENAME TO ELSEWHERE");
    execute("INSERT INTO \"Status\" VALUES (4711, 'secret')");
    assertThatThrownBy(tenant::number).isInstanceOf(StoreException.class);

    assertThat(sequencer().result()).isEqualTo(CheckResult.CHANGES_NOT_NUMBERED);
    assertThat(sequencer().comment())
        .startsWith("1 changes wait for a number, and every attempt since ")
        .endsWith("Z has failed; the server's log says why");

    execute("ALTER TABLE ELSEWHERE RENAME TO \"SYNCLINE_TRK_Status\"");
    tenant.number();
    assertThat(sequencer().result()).isEqualTo(CheckResult.SUCCESS);
    assertThat(sequencer().comment())
        .startsWith("0 changes wait for a number; the last pass ended at ");
  }

  @Test
  void fails_when_much_waits_and_no_pass_ends() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    Numbering numbering = numbering(now);
    waiting(100_001);
    assertThat(check(numbering).passed()).as("a bulk change is ordinary").isTrue();
    assertThat(check(numbering).comment()).startsWith("more than 100000 changes wait");
    now.set(now.get().plusSeconds(61));
    assertThat(check(numbering).passed()).isFalse();
    assertThat(check(numbering).comment()).endsWith("no pass has ended since 2026-01-02T03:04:05Z");
    numbering.pass();
    assertThat(check(numbering).passed()).isTrue();
    assertThat(backlog(numbering)).isEqualTo(new Backlog(1, Duration.ofSeconds(61)));
    numbering.pass();
    assertThat(backlog(numbering)).isEqualTo(Backlog.NONE);
  }

  private Backlog backlog(Numbering numbering) throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      return numbering.backlog(connection);
    }
  }

  @Test
  void says_for_how_long_changes_may_have_been_waiting() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    Numbering numbering = numbering(now);
    now.set(now.get().plusSeconds(10));
    numbering.pass();
    waiting(3);
    now.set(now.get().plusMillis(1_250));
    assertThat(check(numbering))
        .isEqualTo(
            Check.passed(
                "Sequencer",
                "3 changes wait for a number, none for more than 1250 ms;"
                    + " the last pass ended at 2026-01-02T03:04:15Z"));
  }

  /** Each of its passes seems to take 20 seconds. */
  @Test
  void a_long_call_that_gets_on_is_well_and_what_it_leaves_goes_on_waiting() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    AtomicReference<Numbering> called = new AtomicReference<>();
    List<Check> meanwhile = new ArrayList<>();
    Numbering numbering =
        numbering(
            () -> {
              Numbering looked = called.getAndSet(null);
              if (looked != null) {
                meanwhile.add(looked(looked));
                now.set(now.get().plusSeconds(20));
                called.set(looked);
              }
              return now.get();
            });
    waiting(100_001);
    called.set(numbering);
    numbering.pass();
    called.set(null);
    assertThat(meanwhile).hasSizeGreaterThan(10).allMatch(Check::passed);
    assertThat(check(numbering).comment())
        .startsWith(
            "1 changes wait for a number, none for more than " + 20_000L * meanwhile.size());
    numbering.pass();
    waiting(1);
    assertThat(check(numbering).comment()).contains("none for more than 0 ms");
  }

  private Check looked(Numbering numbering) {
    try {
      return check(numbering);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Check check(Numbering numbering) throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      return numbering.check(connection);
    }
  }

  @Test
  void fails_when_passes_have_lost_their_locks_for_minutes() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    Numbering numbering = numbering(now);
    waiting(1);
    try (Connection other = database.pool().getConnection()) {
      other.setReadOnly(true); // so that it does not keep the others from taking their turn
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.executeQuery("SELECT 1 FROM SYNCLINE_CLOCK FOR UPDATE");
        for (int pass = 1; pass <= 5; pass++) {
          assertThatThrownBy(numbering::pass).isInstanceOf(TransactionLostException.class);
          assertThat(check(numbering).passed()).as("after pass %d", pass).isTrue();
          now.set(now.get().plusSeconds(61));
        }
        assertThat(check(numbering).passed()).isFalse();
      }
      other.rollback();
    }
    numbering.pass();
    assertThat(check(numbering).passed()).isTrue();
  }

  private Numbering numbering(AtomicReference<Instant> now) {
    return numbering(now::get);
  }

  private Numbering numbering(InstantSource clock) {
    return new Numbering(
        new Sequencer(
            database.pool(),
            new H2Dialect(),
            TrackedTable.of(List.of(service)),
            false,
            Duration.ofSeconds(10)),
        clock);
  }

  private Check sequencer() {
    return tenant.check().stream()
        .filter(c -> c.name().equals("Sequencer"))
        .findAny()
        .orElseThrow();
  }

  private void waiting(int entries) throws SQLException {
    execute(
        "INSERT INTO SYNCLINE_LOG (TBL, OP, PK) SELECT 'none', 'I', '[]' FROM SYSTEM_RANGE(1, "
            + entries
            + ")");
  }
}
