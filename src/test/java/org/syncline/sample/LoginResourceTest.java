package org.syncline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.ChangeSink;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Catalog;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;
import org.syncline.tenant.Tenant;
import org.syncline.tenant.Tenants;
import org.syncline.testkit.ListsDatabase;

/** Logging in on a real database. */
class LoginResourceTest {
  private ListsDatabase database;
  private final LoginResource login = new LoginResource();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
  void open() throws Exception {
    database = ListsDatabase.open();
    login.tenants = new OneTenant(database, true);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void gives_a_new_user_an_id_and_the_same_one_ever_after() {
    String id = login.login("zoë");
    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(login.login("zoë")).isEqualTo(id);
    assertThat(login.login("  zoë ")).isEqualTo(id);
    assertThat(login.login("Zoë")).isNotEqualTo(id);
  }

  @Test
  void finds_users_that_came_in_another_way() throws Exception {
    database.execute("INSERT INTO \"User\" VALUES ('ABCDEF01-0000-0000-0000-000000000001', 'sql')");
    assertThat(login.login("sql")).isEqualTo("abcdef01-0000-0000-0000-000000000001");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  \t ", "\u2003"})
  void refuses_a_name_that_is_none(String name) {
    assertRefused(name);
  }

  @Test
  void takes_a_name_of_100_characters_and_refuses_a_longer_one() {
    assertThat(login.login("x".repeat(100))).hasSize(36);
    assertRefused("x".repeat(101));
  }

  @Test
  void gives_one_id_to_all_who_log_in_at_once() throws Exception {
    int at = 6;
    ExecutorService threads = Executors.newFixedThreadPool(at);
    try {
      for (int round = 0; round < 10; round++) {
        String name = "new " + round;
        CyclicBarrier start = new CyclicBarrier(at);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < at; i++) {
          answers.add(
              threads.submit(
                  () -> {
                    start.await();
                    return login.login(name);
                  }));
        }
        Set<String> ids = new HashSet<>();
        for (Future<String> answer : answers) {
          ids.add(answer.get());
        }
        assertThat(ids).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
  void is_gone_where_the_sample_is_not_served() {
    login.tenants = new OneTenant(database, false);
    assertThatThrownBy(() -> login.login("anna"))
        .isInstanceOf(SyncException.class)
        .extracting(e -> ((SyncException) e).code())
        .isEqualTo(ErrorCode.UNKNOWN_SERVICE);
  }

  private void assertRefused(String name) {
    assertThatThrownBy(() -> login.login(name))
        .isInstanceOf(SyncException.class)
        .hasMessage("username must be given, with 1 to 100 characters")
        .extracting(e -> ((SyncException) e).code())
        .isEqualTo(ErrorCode.BAD_PARAMETER);
  }

  /** A tenant that has tables but does not synchronise. */
  private record OneTenant(ListsDatabase database, boolean served) implements Tenants, Tenant {
    @Override
    public Optional<Tenant> find(String name) {
      return Optional.of(this);
    }

    @Override
    public EntityManagerFactory entityManagers(String persistenceUnit) {
      return database.unit().factory();
    }

    @Override
    public Catalog catalog() {
      return new Catalog(served ? List.of(database.service()) : List.of());
    }

    @Override
    public String name() {
      return "";
    }

    @Override
    public ReplicaState newReplica(List<Object> parameters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Download download(Service service, Scope scope, ReplicaState replica, ChangeSink batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Upload upload(Service service, Scope scope, UploadRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Check> check() {
      return List.of();
    }
  }
}
