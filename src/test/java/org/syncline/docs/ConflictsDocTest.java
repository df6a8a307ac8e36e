package org.syncline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.example.stock.AddDeliveries;
import org.junit.jupiter.api.Test;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.scope.Conflict;
import org.syncline.scope.ConflictStrategy;
import org.syncline.scope.Resolution;
import org.syncline.store.jdbc.H2Dialect;

class ConflictsDocTest {
  private static final EntityType STOCK =
      new EntityType(
          "Field",
          "Stock",
          List.of(
              new Property("ID", EdmType.INT32, false, true),
              new Property("Amount", EdmType.INT32, false, false)));

  @Test
  void shows_a_merger_that_works() throws IOException {
    assertThat(page())
        .contains(
            "```java\n"
                + Files.readString(Path.of("src/test/java/org/example/stock/AddDeliveries.java"))
                + "```\n");
    Conflict conflict = new Conflict(stock(12), stock(9), Optional.of(new Row(STOCK, 1, 10)));
    assertThat(new AddDeliveries().resolve(conflict))
        .isEqualTo(new Resolution.Merge(new Row(STOCK, 1, 11)));
    assertThat(new AddDeliveries().resolve(new Conflict(stock(12), stock(9), Optional.empty())))
        .isEqualTo(new Resolution.ServerWins());
  }

  private static Change stock(int amount) {
    return new Change.Live(new Row(STOCK, 1, amount));
  }

  @Test
  void lists_every_strategy_and_every_column_of_the_inbox() throws IOException {
    String strategies =
        Arrays.stream(ConflictStrategy.values())
            .map(s -> "| `" + s + "` |")
            .filter(row -> !pageText().contains(row))
            .collect(Collectors.joining());
    assertThat(strategies).as("strategies without a row").isEmpty();

    String table =
        new H2Dialect()
            .schema().createTables().stream()
                .filter(sql -> sql.contains("SYNCLINE_CONFLICT (ID"))
                .findAny()
                .orElseThrow();
    var columns = new TreeSet<String>();
    Pattern.compile("(?:\\(|, )([A-Z_]+) [A-Z]")
        .matcher(table)
        .results()
        .forEach(m -> columns.add(m.group(1)));
    columns.remove("ID");
    assertThat(columns).hasSizeGreaterThan(8).allMatch(c -> pageText().contains("`" + c + "`"));
  }

  private static String pageText() {
    try {
      return page();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/conflicts.md"));
  }
}
