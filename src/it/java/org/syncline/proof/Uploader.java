package org.syncline.proof;

import static org.syncline.testkit.ListsTable.ITEM;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.syncline.testkit.Device;
import org.syncline.testkit.ServerDatabase;

/**
 * A device that does one operation after the other until the server dies: each inserts an item of
 * its own and, in the same upload, appends a word to a tally that all operations of a round share.
 * So the database shows of each operation whether it had its effect, whole, half or twice.
 */
final class Uploader {
  /** Written over an operation's item by somebody else, to show whether the retry writes again. */
  static final String TOUCHED = "touched by somebody else";

  private static final int OPERATIONS_PER_TALLY = 40;

  private final Device device;
  private final Household home;
  private final int number;
  private final boolean newMarks;
  private final List<Operation> acknowledged = new ArrayList<>();
  private int count;
  private String tally;
  private Operation inFlight;

  /**
   * One upload.
   *
   * @param item id of its own item
   * @param word appended to the tally
   */
  private record Operation(
      String item,
      String tally,
      String word,
      Device.PreparedUpload upload,
      boolean touched,
      boolean retried) {}

  /**
   * @param newMarks whether a second try draws new tempIds, as the .NET clients do, so that it is
   *     another request; else it is the same bytes
   */
  Uploader(Household home, Device device, int number, boolean newMarks) {
    this.home = home;
    this.device = device;
    this.number = number;
    this.newMarks = newMarks;
  }

  int acknowledged() {
    return acknowledged.size();
  }

  boolean hasOneInFlight() {
    return inFlight != null;
  }

  /** Operation after operation until the server does not answer. */
  void runUntilTheServerDies() {
    while (true) {
      begin();
      try {
        device.deliver(inFlight.upload);
      } catch (IOException e) {
        return; // killed; whether the operation counts is for settle() to find out
      }
      acknowledged.add(inFlight);
      inFlight = null;
    }
  }

  private void begin() {
    if (tally == null || count % OPERATIONS_PER_TALLY == 0) {
      Map<String, Object> row = home.item(home.alicesList, home.alice, "tally of " + device);
      row.put("Description", "");
      tally = device.put(ITEM, row);
    }
    count++;
    String word = number + "." + count + ";";
    String item =
        device.put(
            ITEM, home.item(home.alicesList, home.alice, "operation " + number + "." + count));
    device.change(ITEM, tally, "Description", device.row(tally).get("Description") + word);
    inFlight = new Operation(item, tally, word, device.nextUpload(), false, false);
  }

  /**
   * The server is back: sends the operation again that had no answer.
   *
   * @return whether it had been committed before the kill
   */
  boolean settle(ServerDatabase database) throws IOException, SQLException {
    if (inFlight == null) {
      return false;
    }
    boolean committed = description(database, inFlight.item) != null;
    if (committed && !newMarks) {
      database.run(
          "UPDATE `Item` SET `Description` = ? WHERE `ID` = ?",
          TOUCHED,
          Household.guid(inFlight.item));
    }
    device.deliver(newMarks ? device.nextUploadWithNewTempIds() : inFlight.upload);
    acknowledged.add(
        new Operation(
            inFlight.item, inFlight.tally, inFlight.word, null, committed && !newMarks, true));
    inFlight = null;
    return committed;
  }

  /** Says what is wrong with the effects of all acknowledged operations; empty if nothing is. */
  List<String> findings(ServerDatabase database) throws SQLException {
    List<String> findings = new ArrayList<>();
    for (Operation operation : acknowledged) {
      String item = description(database, operation.item);
      if (item == null) {
        findings.add(
            operation.word
                + (operation.retried ? " was acknowledged at its second try" : " was acknowledged")
                + " and its item is missing");
      } else if (operation.touched && !item.equals(TOUCHED)) {
        findings.add(operation.word + " was undone by a second effect");
      }
      int writes = database.timesWritten(operation.item);
      if (writes != (operation.touched ? 2 : 1)) {
        findings.add(operation.word + ": its item was written " + writes + " times");
      }
      int times = occurrences(description(database, operation.tally), operation.word);
      if (times != 1) {
        findings.add(operation.word + " is " + times + " times in the tally");
      }
    }
    if (!device.errors().isEmpty() || !device.conflicts().isEmpty()) {
      findings.add(
          device + " got errors " + device.errors() + " and conflicts " + device.conflicts());
    }
    return findings;
  }

  private static int occurrences(String text, String word) {
    int times = 0;
    // A semicolon in front keeps 1.2; apart from 11.2;
    String padded = ";" + text;
    for (int at = padded.indexOf(";" + word); at >= 0; at = padded.indexOf(";" + word, at + 1)) {
      times++;
    }
    return times;
  }

  private static String description(ServerDatabase database, String item) throws SQLException {
    UUID key = Household.guid(item);
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                ServerDatabase.sql("SELECT `Description` FROM `Item` WHERE `ID` = ?"))) {
      statement.setObject(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? String.valueOf(row.getString(1)) : null;
      }
    }
  }
}
