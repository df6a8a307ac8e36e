package org.syncline.bench;

import java.sql.SQLException;
import org.syncline.testkit.ServerDatabase;

/** The sample's table of items once more, with its keys but without triggers. */
final class PlainTable {
  static final String NAME = "PlainItem";

  private PlainTable() {}

  static void create(ServerDatabase database) throws SQLException {
    database.run(
        """
        CREATE TABLE `PlainItem` (
          `ID` UUID PRIMARY KEY,
          `ListID` UUID NOT NULL REFERENCES `List` (`ID`),
          `UserID` UUID NOT NULL REFERENCES `User` (`ID`),
          `Name` VARCHAR(100) NOT NULL,
          `Description` VARCHAR(2000),
          `Priority` INTEGER REFERENCES `Priority` (`ID`),
          `Status` INTEGER REFERENCES `Status` (`ID`),
          `StartDate` TIMESTAMP NULL,
          `EndDate` TIMESTAMP NULL)
        """);
  }
}
