package org.syncline.store.jpa;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Hashtable;
import java.util.UUID;
import org.eclipse.persistence.internal.databaseaccess.FieldTypeDefinition;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.MariaDBPlatform;

/**
 * MariaDB with ids and clock readings that arrive as they were sent, as {@link ExactH2Platform}
 * does it for H2. No type has offsets, so of a reading with one the reading in UTC is kept. Public
 * because EclipseLink makes it by name.
 */
public class ExactMariaDbPlatform extends MariaDBPlatform {
  private static final long serialVersionUID = 1L;

  public ExactMariaDbPlatform() {
    // else reads of clock readings go around getObjectFromResultSet
    setShouldOptimizeDataConversion(false);
  }

  @Override
  protected Hashtable<Class<?>, FieldTypeDefinition> buildFieldTypes() {
    Hashtable<Class<?>, FieldTypeDefinition> types = super.buildFieldTypes();
    types.put(UUID.class, new FieldTypeDefinition("UUID", false));
    types.put(LocalDateTime.class, new FieldTypeDefinition("DATETIME(6)", false));
    types.put(OffsetDateTime.class, new FieldTypeDefinition("DATETIME(6)", false));
    types.put(java.sql.Timestamp.class, new FieldTypeDefinition("DATETIME(6)", false));
    // of FLOAT the server tells six digits only
    types.put(Float.class, new FieldTypeDefinition("DOUBLE", false));
    types.put(LocalDate.class, new FieldTypeDefinition("DATE", false));
    types.put(LocalTime.class, new FieldTypeDefinition("TIME(6)", false));
    return types;
  }

  @Override
  public void setParameterValueInDatabaseCall(
      Object parameter, PreparedStatement statement, int index, AbstractSession session)
      throws SQLException {
    Object stored =
        parameter instanceof OffsetDateTime reading
            ? reading.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
            : parameter;
    if (stored instanceof LocalDateTime reading) {
      checkStorable(reading.getYear());
    } else if (stored instanceof LocalDate day) {
      checkStorable(day.getYear());
    } else if (stored instanceof String text) {
      checkStorable(text);
    }
    if (!ExactValues.bind(statement, index, stored)) {
      super.setParameterValueInDatabaseCall(parameter, statement, index, session);
    }
  }

  /** The driver would send a question mark for half of a surrogate pair. */
  private static void checkStorable(String text) throws SQLException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new SQLException("MariaDB keeps no half of a pair", "22021");
    }
  }

  /** The driver would write another year. */
  private static void checkStorable(int year) throws SQLException {
    if (year < 1 || year > 9999) {
      throw new SQLException("MariaDB keeps no year before 1 or after 9999", "22008");
    }
  }

  @Override
  public Object getObjectFromResultSet(
      ResultSet results, int column, int type, AbstractSession session) throws SQLException {
    return ExactValues.read(
        results, column, type, () -> super.getObjectFromResultSet(results, column, type, session));
  }

  @Override
  public <T> T convertObject(Object source, Class<T> target) {
    if (source instanceof LocalDateTime reading && target == OffsetDateTime.class) {
      return target.cast(reading.atOffset(ZoneOffset.UTC));
    }
    return super.convertObject(source, target);
  }
}
