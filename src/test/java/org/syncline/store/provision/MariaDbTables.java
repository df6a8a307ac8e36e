package org.syncline.store.provision;

import static org.syncline.testkit.Sql.execute;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.syncline.model.EdmType;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jdbc.TrackedTable.Column;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.NewDatabase;
import org.syncline.testkit.Sql;

/** Tables of a MariaDB that each test fills, and what triggers log of them. */
abstract class MariaDbTables {
  static final TrackedTable LEAF =
      new TrackedTable(
          "leaf",
          List.of(new Column("id", EdmType.INT32)),
          List.of(new Column("branch", EdmType.INT32), new Column("owner", EdmType.INT32)));

  NewDatabase database;
  Connection connection;

  @BeforeEach
  void open() throws SQLException {
    database = DatabaseKind.MARIADB.create();
    connection = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  void createTree(String onDelete) throws SQLException {
    execute(connection, "CREATE TABLE tree (id INT PRIMARY KEY)");
    execute(
        connection,
        "CREATE TABLE branch (id INT PRIMARY KEY, tree INT,"
            + " FOREIGN KEY (tree) REFERENCES tree (id) ON DELETE CASCADE)");
    execute(
        connection,
        "CREATE TABLE leaf (id INT PRIMARY KEY, branch INT, owner INT,"
            + " text VARCHAR(50) COLLATE utf8mb4_uca1400_ai_ci,"
            + " CONSTRAINT hangs FOREIGN KEY (branch) REFERENCES branch (id) "
            + onDelete
            + ")");
    execute(connection, "INSERT INTO tree VALUES (1), (2)");
    execute(connection, "INSERT INTO branch VALUES (10, 1), (11, 1), (20, 2)");
    execute(
        connection,
        "INSERT INTO leaf VALUES (100, 10, 5, 'a'), (101, 10, 6, 'b'), (110, 11, NULL, 'c'),"
            + " (200, 20, 5, 'd')");
  }

  Provisioning provisioning(TrackedTable... tables) {
    return new Provisioning(DatabaseKind.MARIADB.dialect(), List.of(tables));
  }

  void track(TrackedTable... tables) throws SQLException {
    Provisioning provisioning = provisioning(tables);
    provisioning.createTables(connection);
    provisioning.track(connection);
  }

  List<String> log() throws SQLException {
    return column(
        "SELECT CONCAT_WS(' ', TBL, OP, PK, COALESCE(OLD_F, 'null'), COALESCE(NEW_F, 'null'))"
            + " FROM SYNCLINE_LOG ORDER BY ID");
  }

  List<String> column(String sql) throws SQLException {
    return Sql.column(connection, sql);
  }

  /** Until a statement waits for a lock, or the work has ended. */
  static void awaitLockWait(Connection on, Future<?> work) throws Exception {
    boolean waits = false;
    while (!waits && !work.isDone()) {
      Thread.sleep(150); // the server shows the same for as long as it is asked more often
      try (Statement statement = on.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT 1 FROM INFORMATION_SCHEMA.PROCESSLIST P"
                      + " JOIN INFORMATION_SCHEMA.INNODB_TRX T ON T.TRX_MYSQL_THREAD_ID = P.ID"
                      + " WHERE P.DB = DATABASE() AND T.TRX_STATE = 'LOCK WAIT'")) {
        waits = rows.next();
      }
    }
  }
}
