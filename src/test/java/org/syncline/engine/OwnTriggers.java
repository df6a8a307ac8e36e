package org.syncline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.api.Trigger;
import org.syncline.testkit.ConfiguredServer;
import org.syncline.testkit.DatabaseKind;

/**
 * Triggers that an application has on its tables: a name in T gets an exclamation mark, and each
 * change of T is counted in TALLY.
 */
public final class OwnTriggers {
  private static final List<String> EVENTS = List.of("INSERT", "UPDATE", "DELETE");

  private OwnTriggers() {}

  static void create(ConfiguredServer server, DatabaseKind kind) throws SQLException {
    switch (kind) {
      case H2 ->
          server.execute(
              "CREATE TRIGGER MARK BEFORE INSERT, UPDATE ON T FOR EACH ROW CALL '%s'"
                  .formatted(Mark.class.getName()),
              "CREATE TRIGGER TALLIED AFTER INSERT, UPDATE, DELETE ON T FOR EACH ROW CALL '%s'"
                  .formatted(Tally.class.getName()));
      case POSTGRES ->
          server.execute(
              "CREATE FUNCTION MARK() RETURNS trigger LANGUAGE plpgsql AS $$"
                  + " BEGIN NEW.NAME := rtrim(NEW.NAME, '!') || '!'; RETURN NEW; END $$",
              "CREATE TRIGGER MARK BEFORE INSERT OR UPDATE ON T FOR EACH ROW EXECUTE FUNCTION MARK()",
              "CREATE FUNCTION TALLIED() RETURNS trigger LANGUAGE plpgsql AS $$"
                  + " BEGIN UPDATE TALLY SET N = N + 1; RETURN NULL; END $$",
              "CREATE TRIGGER TALLIED AFTER INSERT OR UPDATE OR DELETE ON T FOR EACH ROW"
                  + " EXECUTE FUNCTION TALLIED()");
      default -> createInSql(server);
    }
  }

  /** One event for each trigger, and its work as a statement. */
  private static void createInSql(ConfiguredServer server) throws SQLException {
    for (String event : EVENTS) {
      if (!event.equals("DELETE")) {
        server.execute(
            "CREATE TRIGGER MARK_%s BEFORE %s ON T FOR EACH ROW SET NEW.NAME = CONCAT(TRIM(TRAILING '!' FROM NEW.NAME), '!')"
                .formatted(event, event));
      }
      server.execute(
          "CREATE TRIGGER TALLIED_%s AFTER %s ON T FOR EACH ROW UPDATE TALLY SET N = N + 1"
              .formatted(event, event));
    }
  }

  /** On H2, what it is for all. */
  public static final class Mark implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
      String name = (String) after[1];
      after[1] = name.endsWith("!") ? name : name + "!";
    }
  }

  /** On H2, what it is for all. */
  public static final class Tally implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("UPDATE TALLY SET N = N + 1");
      }
    }
  }
}
