package org.syncline.store.jpa;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Hashtable;
import java.util.UUID;
import org.eclipse.persistence.internal.databaseaccess.FieldTypeDefinition;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.H2Platform;

/**
 * H2 with ids and clock readings that arrive as they were sent. EclipseLink's own platform moves
 * clock readings through {@code java.sql.Timestamp}, where they shift if the server's time zone has
 * no such hour on that day, or if they lie before 1582; and it has no column type for ids. Public
 * because EclipseLink makes it by name.
 */
public class ExactH2Platform extends H2Platform {
  private static final long serialVersionUID = 1L;

  public ExactH2Platform() {
    // else reads of clock readings go around getObjectFromResultSet
    setShouldOptimizeDataConversion(false);
  }

  @Override
  protected Hashtable<Class<?>, FieldTypeDefinition> buildFieldTypes() {
    Hashtable<Class<?>, FieldTypeDefinition> types = super.buildFieldTypes();
    types.put(UUID.class, new FieldTypeDefinition("UUID", false));
    types.put(OffsetDateTime.class, new FieldTypeDefinition("TIMESTAMP WITH TIME ZONE", false));
    types.put(Float.class, new FieldTypeDefinition("REAL", false));
    return types;
  }

  @Override
  public void setParameterValueInDatabaseCall(
      Object parameter, PreparedStatement statement, int index, AbstractSession session)
      throws SQLException {
    if (!ExactValues.bind(statement, index, parameter)) {
      super.setParameterValueInDatabaseCall(parameter, statement, index, session);
    }
  }

  @Override
  public Object getObjectFromResultSet(
      ResultSet results, int column, int type, AbstractSession session) throws SQLException {
    return ExactValues.read(
        results, column, type, () -> super.getObjectFromResultSet(results, column, type, session));
  }
}
