package org.syncline.testkit;

import static org.syncline.testkit.CellType.DATE_TIME;
import static org.syncline.testkit.CellType.GUID;
import static org.syncline.testkit.CellType.INT32;
import static org.syncline.testkit.CellType.STRING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Lists model as a client knows it, written down here a second time on purpose: the test device
 * must not learn the schema from the code that it tests. In the scope's order, parents first.
 */
public enum ListsTable {
  STATUS("Status", false, key("ID", INT32), column("Name", STRING)),
  PRIORITY("Priority", false, key("ID", INT32), column("Name", STRING)),
  TAG("Tag", false, key("ID", INT32), column("Name", STRING)),
  USER("User", true, key("ID", GUID), column("Name", STRING)),
  LIST(
      "List",
      true,
      key("ID", GUID),
      column("Name", STRING),
      column("Description", STRING),
      column("UserID", GUID),
      column("CreatedDate", DATE_TIME)),
  ITEM(
      "Item",
      true,
      key("ID", GUID),
      column("ListID", GUID),
      column("UserID", GUID),
      column("Name", STRING),
      column("Description", STRING),
      column("Priority", INT32),
      column("Status", INT32),
      column("StartDate", DATE_TIME),
      column("EndDate", DATE_TIME)),
  TAG_ITEM_MAPPING(
      "TagItemMapping", true, key("TagID", INT32), key("ItemID", GUID), key("UserID", GUID));

  private static final String NAMESPACE = "DefaultScope";
  private static final Map<String, ListsTable> BY_TYPE =
      List.of(values()).stream().collect(Collectors.toMap(ListsTable::typeName, t -> t));

  private final String wireName;
  private final boolean perUser;

  @SuppressWarnings("ImmutableEnumChecker") // filled here, then only read
  private final Map<String, Column> columns = new LinkedHashMap<>();

  ListsTable(String wireName, boolean perUser, Column... columns) {
    this.wireName = wireName;
    this.perUser = perUser;
    for (Column column : columns) {
      this.columns.put(column.name, column);
    }
  }

  /** One column; {@code key} if it is part of the primary key. */
  public record Column(String name, CellType type, boolean key) {}

  private static Column key(String name, CellType type) {
    return new Column(name, type, true);
  }

  private static Column column(String name, CellType type) {
    return new Column(name, type, false);
  }

  /** The table whose qualified type name is exactly this, as the original clients look it up. */
  static ListsTable ofType(String typeName) {
    ListsTable table = BY_TYPE.get(typeName);
    Checks.require(table != null, "unknown type", typeName);
    return table;
  }

  public String wireName() {
    return wireName;
  }

  public String typeName() {
    return NAMESPACE + "." + wireName;
  }

  /** Whether only the rows of the scope's user travel. */
  boolean perUser() {
    return perUser;
  }

  /** The column that holds the user whose row it is. */
  String userColumn() {
    return this == USER ? "ID" : "UserID";
  }

  public Iterable<Column> columns() {
    return columns.values();
  }

  public Column column(String name) {
    Column column = columns.get(name);
    Checks.require(column != null, "no such column of " + wireName, name);
    return column;
  }

  /** All columns in order; those not given are null. */
  public Map<String, Object> fullRow(Map<String, Object> given) {
    Map<String, Object> full = new LinkedHashMap<>();
    columns.keySet().forEach(name -> full.put(name, given.get(name)));
    Checks.require(columns.keySet().containsAll(given.keySet()), "unknown columns", given);
    return full;
  }

  int width() {
    return columns.size();
  }

  /** Names a row: {@code Type(Key=literal, ...)}, the last part of its entity id. */
  public String id(Map<String, Object> values) {
    return columns.values().stream()
        .filter(Column::key)
        .map(c -> c.name + "=" + c.type.idLiteral(values.get(c.name)))
        .collect(Collectors.joining(", ", wireName + "(", ")"));
  }
}
