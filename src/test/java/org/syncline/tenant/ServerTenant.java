package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.syncline.testkit.NewDatabase;

/** What holds for a tenant whose database is in a server that others run. */
abstract class ServerTenant extends ListsTenant {
  NewDatabase server;

  abstract NewDatabase create(Duration lockTimeout) throws SQLException;

  /** A statement that takes a trigger of the table Item away. */
  abstract String dropTrigger();

  String url() {
    return server.url();
  }

  String password() {
    return server.password();
  }

  @Override
  Database openDatabase() throws SQLException {
    server = create(Duration.ofSeconds(1));
    return ServerDatabase.open(address(url()), directory);
  }

  @AfterEach
  void drop() throws SQLException {
    server.close();
  }

  final DatabaseAddress address(String url) {
    return new DatabaseAddress(url, Optional.of(server.user()), Optional.of(password()));
  }

  final AbstractThrowableAssert<?, ?> assertRefused(String url) {
    return assertThatThrownBy(() -> ServerDatabase.open(address(url), directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining(password());
  }

  final void assertUnreachable(String url) {
    assertRefused(url)
        .hasMessageContaining(url.substring("jdbc:".length()))
        .hasMessageContaining("syncline.database.url");
  }

  /** Asserts that the page for diagnostics tells of a setting that loses commits. */
  final void assertNotDurable(String sentence) throws SQLException {
    try (Connection connection = server.connect()) {
      Check durability = database.durability(connection);
      assertThat(durability.result()).isEqualTo(CheckResult.COMMITS_NOT_DURABLE);
      assertThat(durability.comment()).contains(sentence);
    }
  }

  @Test
  void s22_a_trigger_that_is_gone_is_named() throws SQLException {
    execute(dropTrigger());
    assertThat(tenant.check())
        .anyMatch(c -> c.name().equals("Triggers") && !c.passed() && c.comment().contains("Item"));
  }
}
