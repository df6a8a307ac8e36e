package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.syncline.engine.FeedSnapshot;
import org.syncline.engine.FeedStore;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** Downloads over JDBC. */
public final class JdbcFeedStore implements FeedStore {
  private final DataSource pool;
  private final Dialect dialect;
  private final Sequencer sequencer;
  private final ScopeSql sql;

  public JdbcFeedStore(
      DataSource pool,
      Dialect dialect,
      Sequencer sequencer,
      List<Service> services,
      Map<String, TrackedTable> tables) {
    this.pool = pool;
    this.dialect = dialect;
    this.sequencer = sequencer;
    this.sql = new ScopeSql(dialect, services, tables);
  }

  @Override
  public void number() {
    sequencer.number();
  }

  @Override
  public FeedSnapshot open(Scope scope, List<Object> parameters) {
    try {
      Connection connection = pool.getConnection();
      try {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(dialect.snapshotIsolation());
        return new JdbcSnapshot(connection, dialect, sql.of(scope), parameters);
      } catch (SQLException | RuntimeException e) {
        try (connection) {
          Failures.rollBack(connection, e);
        }
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.translate("opening a snapshot", e);
    }
  }
}
