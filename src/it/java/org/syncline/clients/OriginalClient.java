package org.syncline.clients;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.syncline.testkit.ListsTable;

/**
 * What an application does with any of the three clients. Values of rows are in the form that the
 * database is compared in: {@code Long} for numbers and for milliseconds since 1970, text for the
 * rest.
 */
interface OriginalClient {
  /** All rows that the application sees, by {@code Type(Key=literal)}. */
  Map<String, Map<String, Object>> rows();

  /** The application inserts or updates a row. */
  void put(ListsTable table, Map<String, Object> values);

  /** The application deletes a row. */
  void remove(String id);

  /**
   * Uploads what waits, then downloads.
   *
   * @throws RefusedException if the server refused a request and the client knew no way on
   * @throws ClientException if an answer made the client give up
   */
  void sync() throws IOException;

  /** What the application was told of conflicts and errors since it last asked. */
  List<Told> told();

  /** The connection that it uses. */
  ClientHttp http();

  /** The next request carries this in place of the stored blob. */
  void replaceBlob(UnaryOperator<String> replacement);

  /** Drops all rows and the blob, as an application does when told that its scope is lost. */
  void startOver();

  /** The application changes one column of a row. */
  default void change(ListsTable table, String id, String column, Object value) {
    Map<String, Object> values = new LinkedHashMap<>(rows().get(id));
    values.put(column, value);
    put(table, values);
  }

  /**
   * A conflict or an error.
   *
   * @param what ServerWins, ClientWins, Merge, or Error
   * @param id of the row
   * @param live what the row is now; null if it is gone
   * @param losing the other side; null for a deletion
   * @param description of an error; null for a conflict
   */
  record Told(
      String what,
      String id,
      Map<String, Object> live,
      Map<String, Object> losing,
      String description) {}
}
