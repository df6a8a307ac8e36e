package org.syncline.store.jpa;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a database keeps names that are written without quotes. */
final class SqlNames {
  private final UnaryOperator<String> folding;

  SqlNames(DatabaseMetaData database) throws SQLException {
    if (database.storesUpperCaseIdentifiers()) {
      folding = name -> name.toUpperCase(Locale.ROOT);
    } else if (database.storesLowerCaseIdentifiers()) {
      folding = name -> name.toLowerCase(Locale.ROOT);
    } else {
      folding = UnaryOperator.identity();
    }
  }

  /** The name as the database's catalogue has it. */
  String inDatabase(String name, boolean quoted) {
    return quoted ? name : folding.apply(name);
  }
}
