package org.syncline.store.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Stands in the place of a SQL Server, since none is at hand: keeps the statements that it gets. A
 * query gives the rows that were told for how it begins, or else one that has something of whatever
 * type is asked for.
 */
final class RecordedServer {
  private static final List<Object> ANYTHING = List.of();

  final List<String> statements = new ArrayList<>();
  private final Map<String, List<List<Object>>> answers = new HashMap<>();

  void answer(String beginning, List<List<Object>> rows) {
    answers.put(beginning, rows);
  }

  DataSource pool() {
    return proxy(DataSource.class, (method, arguments) -> connection());
  }

  Connection connection() {
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "prepareStatement" -> statement(PreparedStatement.class, keep(arguments[0]));
              case "prepareCall" -> statement(CallableStatement.class, keep(arguments[0]));
              case "createStatement" -> statement(Statement.class, "");
              case "setSavepoint" -> proxy(Savepoint.class, (m, a) -> any(m.getReturnType()));
              default -> any(method.getReturnType());
            });
  }

  private String keep(Object sql) {
    statements.add((String) sql);
    return (String) sql;
  }

  private <T> T statement(Class<T> type, String prepared) {
    return proxy(
        type,
        (method, arguments) -> {
          boolean has = arguments != null && arguments[0] instanceof String;
          String sql =
              has && method.getName().startsWith("execute") ? keep(arguments[0]) : prepared;
          return switch (method.getName()) {
            case "executeQuery", "getGeneratedKeys" -> rows(sql);
            case "executeBatch" -> new int[] {1};
            default -> any(method.getReturnType());
          };
        });
  }

  private ResultSet rows(String sql) {
    List<List<Object>> rows =
        answers.entrySet().stream()
            .filter(answer -> sql.startsWith(answer.getKey()))
            .findAny()
            .map(Map.Entry::getValue)
            .orElse(List.of(ANYTHING));
    int[] at = {-1};
    return proxy(
        ResultSet.class,
        (method, arguments) -> {
          if (method.getName().equals("next")) {
            return ++at[0] < rows.size();
          }
          if (!method.getName().startsWith("get") || rows.get(at[0]).isEmpty()) {
            boolean typed = arguments != null && arguments.length == 2;
            return method.getName().equals("wasNull")
                ? false
                : any(typed ? (Class<?>) arguments[1] : method.getReturnType());
          }
          return rows.get(at[0]).get((int) arguments[0] - 1);
        });
  }

  private static Object any(Class<?> type) {
    Map<Class<?>, Object> values = new HashMap<>();
    values.put(boolean.class, true);
    values.put(byte.class, (byte) 1);
    values.put(short.class, (short) 1);
    values.put(int.class, 1);
    values.put(long.class, 1L);
    values.put(double.class, 1.0);
    values.put(String.class, "[\"1\"]");
    values.put(BigDecimal.class, BigDecimal.ONE);
    values.put(UUID.class, new UUID(1, 2));
    values.put(byte[].class, new byte[32]);
    values.put(LocalTime.class, LocalTime.NOON);
    values.put(LocalDateTime.class, LocalDateTime.of(2024, 1, 2, 3, 4));
    values.put(OffsetDateTime.class, OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC));
    return values.get(type);
  }

  private interface Answering {
    Object to(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            RecordedServer.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answering.to(method, arguments)));
  }
}
