package org.syncline.interleave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

/** What the users of devices do to their rows. */
final class Edits {
  private static final int MOST_CHANGES = 4;

  private final Scope scope;
  private final Random random;

  Edits(Scope scope, Random random) {
    this.scope = scope;
    this.random = random;
  }

  /** Changes for one upload; what they write is new in the whole run. */
  List<UploadedChange> of(Device device, String value) {
    Map<RowKey, UploadedChange> changes = new HashMap<>();
    List<UploadedChange> inOrder = new ArrayList<>();
    for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0; i--) {
      edit(device, value)
          .filter(change -> changes.putIfAbsent(change.key(), change) == null)
          .ifPresent(inOrder::add);
    }
    return inOrder;
  }

  private Optional<UploadedChange> edit(Device device, String value) {
    int dice = random.nextInt(20);
    Row item = device.any(random, "Item");
    if (dice < 6) {
      return Optional.ofNullable(item).map(row -> live(with(row, "Name", value), false));
    }
    if (dice < 8) {
      Object other = Places.user(random.nextInt(Places.USERS));
      return Optional.ofNullable(item)
          .map(row -> live(with(with(row, "Name", value), "UserID", other), false));
    }
    if (dice < 11) {
      return Optional.ofNullable(item).map(Edits::deletion);
    }
    if (dice < 15) {
      return Optional.of(sentAs(device, newItem(device, dice == 14 ? " " : value)));
    }
    if (dice < 16) {
      return Optional.of(sentAs(device, newMapping(device)));
    }
    if (dice < 17) {
      return Optional.ofNullable(device.any(random, "TagItemMapping")).map(Edits::deletion);
    }
    String table = dice < 18 ? "List" : "Tag";
    return Optional.ofNullable(device.any(random, table))
        .map(row -> live(with(row, "Name", value), false));
  }

  private Row newItem(Device device, String name) {
    return row(
        "Item",
        Map.of(
            "ID",
            Places.item(random.nextInt(Places.ITEMS)),
            "ListID",
            Places.list(random.nextInt(Places.USERS)),
            "UserID",
            device.user,
            "Name",
            name));
  }

  private Row newMapping(Device device) {
    return row(
        "TagItemMapping",
        Map.of(
            "TagID",
            random.nextInt(Places.TAGS),
            "ItemID",
            Places.item(random.nextInt(Places.ITEMS)),
            "UserID",
            device.user));
  }

  /** A device knows whether it has the row. */
  private static UploadedChange sentAs(Device device, Row row) {
    return live(row, !device.rows().containsKey(row.key()));
  }

  private static UploadedChange live(Row row, boolean insert) {
    return new UploadedChange(new Change.Live(row), insert ? "t" + row.key() : null, insert);
  }

  private static UploadedChange deletion(Row row) {
    return new UploadedChange(new Change.Tombstone(row.key()), null, false);
  }

  private Row row(String type, Map<String, Object> values) {
    ScopeTable table = scope.tableOf(scope.namespace() + "." + type).orElseThrow();
    Object[] all = new Object[table.type().width()];
    values.forEach((column, value) -> all[table.columns().indexOf(column)] = value);
    return new Row(table.type(), all);
  }

  private Row with(Row row, String column, Object value) {
    return row.with(scope.tableOf(row.type()).columns().indexOf(column), value);
  }
}
