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
      "INSERT INTO SYNCLINE_CONFLICT (SCOPE, TBL, PK, REPLICA, UPLOAD, REFUSED, REASON, DELETED,"
          + " LOSING) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private final Scope scope;

  ConflictInbox(Connection connection, Scope scope) {
    this.connection = connection;
    this.scope = scope;
  }

  void put(UUID replica, long upload, List<LostVersion> lost) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (LostVersion version : lost) {
        Change losing = version.losing();
        insert.setString(1, scope.name());
        insert.setString(2, scope.tableOf(losing.type()).sqlName());
        insert.setString(3, ValueText.write(losing.key().values()));
        insert.setObject(4, replica);
        insert.setLong(5, upload);
        insert.setBoolean(6, version.refused());
        insert.setString(7, version.reason());
        insert.setBoolean(8, losing.deleted());
        insert.setString(9, losing instanceof Change.Live live ? text(live) : null);
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
