package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.syncline.model.EdmType;
import org.syncline.model.Property;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.testkit.ListsDatabase;

/** The sample's service as it is read from its mapping. */
class ListsServiceTest {
  private static ListsDatabase database;

  @BeforeAll
  static void open() throws Exception {
    database = ListsDatabase.open();
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
  }

  @Test
  void names_the_service_and_its_scope() {
    Service service = database.service();
    assertThat(service.name()).isEqualTo("DefaultScopeSyncService");
    assertThat(service.persistenceUnit()).isEqualTo("lists");
    assertThat(service.conflictPolicy()).isEqualTo(ConflictPolicy.CLIENT_WINS);
    assertThat(service.batchBytes()).isEqualTo(1 << 20);
    assertThat(database.scope().name()).isEqualTo("DefaultScope");
    assertThat(database.scope().namespace()).isEqualTo("DefaultScope");
    assertThat(database.scope().parameters())
        .containsExactly(new Parameter("userid", EdmType.GUID));
  }

  @Test
  void has_the_columns_of_the_toolkits_sample_in_their_order() {
    assertThat(shapes())
        .containsExactly(
            "Status(ID Edm.Int32 key, Name Edm.String)",
            "Priority(ID Edm.Int32 key, Name Edm.String)",
            "Tag(ID Edm.Int32 key, Name Edm.String)",
            "User(ID Edm.Guid key, Name Edm.String)",
            "List(ID Edm.Guid key, Name Edm.String, Description Edm.String null,"
                + " UserID Edm.Guid, CreatedDate Edm.DateTime)",
            "Item(ID Edm.Guid key, ListID Edm.Guid, UserID Edm.Guid, Name Edm.String,"
                + " Description Edm.String null, Priority Edm.Int32 null, Status Edm.Int32 null,"
                + " StartDate Edm.DateTime null, EndDate Edm.DateTime null)",
            "TagItemMapping(TagID Edm.Int32 key, ItemID Edm.Guid key, UserID Edm.Guid key)");
  }

  @Test
  void filters_what_belongs_to_a_user() {
    assertThat(database.table("Status").filters()).isEmpty();
    assertThat(database.table("User").filters()).containsExactly(new Filter(0, 0));
    assertThat(database.table("List").filters()).containsExactly(new Filter(3, 0));
    assertThat(database.table("Item").filters()).containsExactly(new Filter(2, 0));
    assertThat(database.table("TagItemMapping").filters()).containsExactly(new Filter(2, 0));
  }

  @Test
  void names_tables_and_columns_as_the_database_has_them() throws Exception {
    try (Connection connection = database.connect()) {
      DatabaseMetaData catalogue = connection.getMetaData();
      for (ScopeTable table : database.scope().tables()) {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = catalogue.getColumns(null, "PUBLIC", table.sqlName(), null)) {
          while (rows.next()) {
            columns.add(rows.getString("COLUMN_NAME"));
          }
        }
        assertThat(columns).containsExactlyInAnyOrderElementsOf(table.columns());
      }
    }
  }

  @Test
  void makes_tables_with_keys_foreign_keys_and_types_that_lose_nothing() throws Exception {
    assertThat(
            query(
                "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH,"
                    + " IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'PUBLIC'"
                    + " AND TABLE_NAME = 'Item' ORDER BY ORDINAL_POSITION"))
        .containsExactlyInAnyOrder(
            "Item ID UUID null NO",
            "Item ListID UUID null NO",
            "Item UserID UUID null NO",
            "Item Name CHARACTER VARYING 100 NO",
            "Item Description CHARACTER VARYING 2000 YES",
            "Item Priority INTEGER null YES",
            "Item Status INTEGER null YES",
            "Item StartDate TIMESTAMP null YES",
            "Item EndDate TIMESTAMP null YES");
    assertThat(
            query(
                "SELECT TABLE_NAME, CONSTRAINT_TYPE, COUNT(*)"
                    + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE CONSTRAINT_TYPE <> 'CHECK'"
                    + " GROUP BY TABLE_NAME, CONSTRAINT_TYPE"))
        .containsExactlyInAnyOrder(
            "Status PRIMARY KEY 1",
            "Priority PRIMARY KEY 1",
            "Tag PRIMARY KEY 1",
            "User PRIMARY KEY 1",
            "User UNIQUE 1",
            "List PRIMARY KEY 1",
            "List FOREIGN KEY 1",
            "Item PRIMARY KEY 1",
            "Item FOREIGN KEY 4",
            "TagItemMapping PRIMARY KEY 1",
            "TagItemMapping FOREIGN KEY 3");
  }

  private static List<String> shapes() {
    List<String> shapes = new ArrayList<>();
    for (ScopeTable table : database.scope().tables()) {
      List<String> columns = new ArrayList<>();
      for (Property property : table.type().properties()) {
        columns.add(
            property.name()
                + " "
                + property.type().edmName()
                + (property.key() ? " key" : "")
                + (property.nullable() ? " null" : ""));
      }
      shapes.add(table.type().name() + "(" + String.join(", ", columns) + ")");
    }
    return shapes;
  }

  private static List<String> query(String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join(" ", values));
      }
    }
    return found;
  }
}
