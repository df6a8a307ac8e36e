package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.syncline.engine.UploadStore;
import org.syncline.engine.UploadTransaction;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** Uploads over JDBC, with rows written by a {@link RowWriter}. */
public final class JdbcUploadStore implements UploadStore {
  private final DataSource pool;
  private final Dialect dialect;
  private final RowWriter writer;
  private final ScopeSql sql;

  public JdbcUploadStore(
      DataSource pool,
      Dialect dialect,
      RowWriter writer,
      List<Service> services,
      Map<String, TrackedTable> tables) {
    this.pool = pool;
    this.dialect = dialect;
    this.writer = writer;
    this.sql = new ScopeSql(dialect, services, tables);
  }

  @Override
  public UploadTransaction begin(Scope scope) {
    try {
      Connection connection = pool.getConnection();
      try {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return new JdbcUpload(
            connection, dialect, writer, scope, sql.of(scope), Clock.read(connection, dialect));
      } catch (SQLException | RuntimeException e) {
        try (connection) {
          Failures.rollBack(connection, e);
        }
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.translate("beginning an upload", e);
    }
  }
}
