package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.example.stock.AddDeliveries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.syncline.sample.Item;
import org.syncline.sample.ItemList;
import org.syncline.sample.Priority;
import org.syncline.sample.Status;
import org.syncline.sample.Tag;
import org.syncline.sample.User;
import org.syncline.scope.Conflict;
import org.syncline.scope.ConflictMerger;
import org.syncline.scope.ConflictStrategy;
import org.syncline.scope.Resolution;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.SyncConflicts;
import org.syncline.scope.SyncScope;
import org.syncline.scope.SyncService;
import org.syncline.scope.SyncTable;
import org.syncline.testkit.ListsDatabase;

/** How conflicts end, by annotation. */
class ConflictRulesTest {
  private static ListsDatabase database;

  @BeforeAll
  static void open() throws Exception {
    database = ListsDatabase.open();
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
  }

  @SyncService(
      name = "Rules",
      persistenceUnit = "lists",
      scopes = {
        @SyncScope(
            name = "merged",
            conflicts = @SyncConflicts(ConflictStrategy.MERGE_COLUMNS),
            tables = {
              @SyncTable(Status.class),
              @SyncTable(
                  value = Priority.class,
                  conflicts = @SyncConflicts(ConflictStrategy.SERVER_WINS)),
              @SyncTable(
                  value = Tag.class,
                  conflicts =
                      @SyncConflicts(value = ConflictStrategy.CUSTOM, merger = AddDeliveries.class),
                  trackColumns = true)
            }),
        @SyncScope(
            name = "plain",
            tables = {
              @SyncTable(Priority.class),
              @SyncTable(Status.class),
              @SyncTable(User.class),
              @SyncTable(ItemList.class),
              @SyncTable(
                  value = Item.class,
                  conflicts =
                      @SyncConflicts(value = ConflictStrategy.LAST_WRITER, column = "EndDate"))
            })
      })
  static class Rules {}

  @Test
  void a_tables_rule_comes_before_its_scopes() {
    assertThat(rules(0))
        .containsExactly(
            "Status MergeColumns[] true",
            "Priority Always[policy=SERVER_WINS] false",
            "Tag Custom true");
    assertThat(rules(1))
        .containsExactly(
            "Priority ByService[] false",
            "Status ByService[] false",
            "User ByService[] false",
            "List ByService[] false",
            "Item LastWriter[column=8] false");
  }

  private static List<String> rules(int scope) {
    return database.unit().service(Rules.class).scopes().get(scope).tables().stream()
        .map(ConflictRulesTest::text)
        .collect(Collectors.toList());
  }

  private static String text(ScopeTable table) {
    String rule = table.conflicts().toString();
    return table.type().name()
        + " "
        + (rule.startsWith("Custom") ? "Custom" : rule)
        + " "
        + table.tracksColumns();
  }

  /** Cannot be made. */
  public static class WithArguments implements ConflictMerger {
    public WithArguments(int ignored) {}

    @Override
    public Resolution resolve(Conflict conflict) {
      return new Resolution.ServerWins();
    }
  }

  @SyncService(
      name = "Bad",
      persistenceUnit = "lists",
      scopes =
          @SyncScope(
              name = "bad",
              tables =
                  @SyncTable(
                      value = Tag.class,
                      conflicts =
                          @SyncConflicts(
                              value = ConflictStrategy.CUSTOM,
                              merger = WithArguments.class))))
  static class BadMerger {}

  @SyncService(
      name = "Bad",
      persistenceUnit = "lists",
      scopes =
          @SyncScope(
              name = "bad",
              tables =
                  @SyncTable(
                      value = Tag.class,
                      conflicts =
                          @SyncConflicts(value = ConflictStrategy.LAST_WRITER, column = "Age"))))
  static class BadColumn {}

  @Test
  void what_cannot_work_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> database.unit().service(BadMerger.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a public class with a public constructor");
    assertThatThrownBy(() -> database.unit().service(BadColumn.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be told by 'Age'")
        .hasMessageContaining("[ID, Name]");
  }
}
