package org.syncline.store.jpa;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Hashtable;
import java.util.UUID;
import org.eclipse.persistence.internal.databaseaccess.FieldTypeDefinition;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/**
 * PostgreSQL with ids and clock readings that arrive as they were sent, as {@link ExactH2Platform}
 * does it for H2. Public because EclipseLink makes it by name.
 */
public class ExactPostgresPlatform extends PostgreSQLPlatform {
  private static final long serialVersionUID = 1L;

  public ExactPostgresPlatform() {
    // else reads of clock readings go around getObjectFromResultSet
    setShouldOptimizeDataConversion(false);
  }

  @Override
  protected Hashtable<Class<?>, FieldTypeDefinition> buildFieldTypes() {
    Hashtable<Class<?>, FieldTypeDefinition> types = super.buildFieldTypes();
    types.put(UUID.class, new FieldTypeDefinition("UUID", false));
    types.put(LocalDateTime.class, new FieldTypeDefinition("TIMESTAMP", false));
    types.put(LocalDate.class, new FieldTypeDefinition("DATE", false));
    types.put(LocalTime.class, new FieldTypeDefinition("TIME", false));
    types.put(OffsetDateTime.class, new FieldTypeDefinition("TIMESTAMP WITH TIME ZONE", false));
    // without a precision: any number, where EclipseLink would keep whole ones only
    types.put(BigDecimal.class, new FieldTypeDefinition("NUMERIC"));
    types.put(Float.class, new FieldTypeDefinition("REAL", false));
    types.put(Double.class, new FieldTypeDefinition("DOUBLE PRECISION", false));
    return types;
  }

  @Override
  public void setParameterValueInDatabaseCall(
      Object parameter, PreparedStatement statement, int index, AbstractSession session)
      throws SQLException {
    if (!ExactValues.bind(statement, index, parameter)) {
      if (parameter instanceof String text) {
        checkStorable(text);
      }
      super.setParameterValueInDatabaseCall(parameter, statement, index, session);
    }
  }

  /** The driver would send a question mark for half of a surrogate pair. */
  private static void checkStorable(String text) throws SQLException {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new SQLException("PostgreSQL keeps no character 0 and no half of a pair", "22021");
    }
  }

  /** Without a type, so that the column's own applies; a text would not do for an id. */
  @Override
  protected void setNullFromDatabaseField(
      DatabaseField field, PreparedStatement statement, int index) throws SQLException {
    statement.setNull(index, Types.NULL);
  }

  @Override
  public Object getObjectFromResultSet(
      ResultSet results, int column, int type, AbstractSession session) throws SQLException {
    return switch (type) {
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
          results.getMetaData().getColumnTypeName(column).equals("timestamptz")
              ? results.getObject(column, OffsetDateTime.class)
              : results.getObject(column, LocalDateTime.class);
      default ->
          ExactValues.read(
              results,
              column,
              type,
              () -> super.getObjectFromResultSet(results, column, type, session));
    };
  }
}
