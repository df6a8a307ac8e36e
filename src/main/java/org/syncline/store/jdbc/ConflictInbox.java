package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.syncline.engine.LostVersion;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.scope.Scope;

/** The table of versions that lost, where people can look for them. */
final class ConflictInbox {
  private static final String INSERT =
      "INSERT INTO SYNCLINE_CONFLICT (SCOPE, PARAMETERS, TBL, PK, REPLICA, UPLOAD, REFUSED,"
          + " REASON, DELETED, LOSING) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private final Scope scope;
  private final String parameters;

  /**
   * @param parameters of the replica whose upload it is
   */
  ConflictInbox(Connection connection, Scope scope, List<Object> parameters) {
    this.connection = connection;
    this.scope = scope;
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < scope.parameters().size(); i++) {
      named.put(scope.parameters().get(i).name(), parameters.get(i));
    }
    this.parameters = ValueText.write(named);
  }

  void put(UUID replica, long upload, List<LostVersion> lost) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (LostVersion version : lost) {
        Change losing = version.losing();
        insert.setString(1, scope.name());
        insert.setString(2, parameters);
        insert.setString(3, scope.tableOf(losing.type()).sqlName());
        insert.setString(4, ValueText.write(losing.key().values()));
        insert.setObject(5, replica);
        insert.setLong(6, upload);
        insert.setBoolean(7, version.refused());
        insert.setString(8, version.reason());
        insert.setBoolean(9, losing.deleted());
        insert.setString(10, losing instanceof Change.Live live ? text(live) : null);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** A JSON object of texts, by property. */
  private static String text(Change.Live live) {
    EntityType type = live.type();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < type.width(); i++) {
      values.put(type.property(i).name(), live.row().value(i));
    }
    return ValueText.write(values);
  }
}
