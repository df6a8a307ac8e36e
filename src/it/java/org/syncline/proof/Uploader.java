package org.syncline.proof;

import static org.syncline.testkit.ListsTable.ITEM;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.syncline.testkit.Device;
import org.syncline.testkit.RefusedException;
import org.syncline.testkit.ServerDatabase;
import org.syncline.testkit.WireEntity;

/**
 * A device that does one operation after the other, and sends each again until it is answered: each
 * inserts an item of its own and, in the same upload, appends a word to a tally that some
 * operations share. Some also delete the item of an earlier one, try to insert an item that is
 * refused, or change a row that others change too. So the database shows of each operation whether
 * it had its effect, whole, half or twice.
 */
final class Uploader {
  /** Written over an operation's item by somebody else, to show whether the retry writes again. */
  static final String TOUCHED = "touched by somebody else";

  private static final int OPERATIONS_PER_TALLY = 40;
  private static final int DELETED_AFTER = 5;

  private final Device device;
  private final Household home;
  private final int number;
  private final boolean newMarks;
  private final String shared;
  private final Findings findings;
  private final Random random;
  private final List<Operation> acknowledged = new ArrayList<>();
  private final Set<String> sent = new HashSet<>();
  private int count;
  private int forgotten;
  private int conflicts;
  private int refused;
  private String tally;
  private Operation inFlight;
  private Device.Stored stored;

  /** One upload. */
  private static final class Operation {
    final String item;
    final String tally;
    final String word;

    /** An item that must be refused; null if it has none. */
    String bad;

    /** An earlier operation whose item it deletes; null if it deletes none. */
    Operation deletes;

    Device.PreparedUpload upload;
    boolean touched;
    boolean deleted;

    Operation(String item, String tally, String word) {
      this.item = item;
      this.tally = tally;
      this.word = word;
    }
  }

  /**
   * @param newMarks whether a second try draws new tempIds, as the .NET clients do, so that it is
   *     another request; else it is the same bytes
   * @param shared id of a row that others change too; null for none
   */
  Uploader(
      Household home,
      Device device,
      int number,
      boolean newMarks,
      String shared,
      Findings findings) {
    this.home = home;
    this.device = device;
    this.number = number;
    this.newMarks = newMarks;
    this.shared = shared;
    this.findings = findings;
    this.random = new Random(number);
    this.stored = device.store();
  }

  Device device() {
    return device;
  }

  int acknowledged() {
    return forgotten + acknowledged.size();
  }

  int conflicts() {
    return conflicts;
  }

  int refused() {
    return refused;
  }

  boolean hasOneInFlight() {
    return inFlight != null;
  }

  /** The id of the tally of the next operation, which is in the database. */
  String tally() {
    return tally;
  }

  /** Sends an operation: the next one, or again the one that had no answer. */
  void step() throws IOException {
    if (inFlight == null) {
      begin();
      deliver(inFlight.upload);
    } else {
      deliver(newMarks ? device.nextUploadWithNewTempIds() : inFlight.upload);
    }
    stored = device.store();
  }

  /** Catches up with what others did. */
  void download() throws IOException {
    device.download();
    stored = device.store();
  }

  /**
   * The process of the device is killed, at some moment of an exchange: it begins again with what
   * it had stored, and has no idea of more.
   */
  void die() throws IOException {
    try {
      switch (random.nextInt(3)) {
        case 0 -> {
          if (inFlight == null) {
            begin();
          }
          device.deliverAndLoseTheAnswer(inFlight.upload);
        }
        case 1 -> device.downloadBatch();
        default -> {} // with nothing under way
      }
    } finally {
      device.restart(stored);
    }
  }

  private void begin() {
    boolean bobs = device.user().equals(home.bob);
    UUID list = bobs ? home.bobsList : home.alicesList;
    String prefix = bobs ? home.bobsMark + " " : "";
    if (tally == null || count % OPERATIONS_PER_TALLY == 0) {
      Map<String, Object> row = home.item(list, device.user(), prefix + "tally of " + device);
      row.put("Description", "");
      tally = device.put(ITEM, row);
    }
    count++;
    String word = number + "." + count + ";";
    String item = device.put(ITEM, home.item(list, device.user(), prefix + "operation " + number));
    device.change(ITEM, tally, "Description", device.row(tally).get("Description") + word);
    inFlight = new Operation(item, tally, word);
    sent.add(item);
    if (random.nextInt(8) == 0) {
      inFlight.bad = device.put(ITEM, home.item(list, device.user(), " "));
    }
    Operation old = acknowledged.size() < DELETED_AFTER ? null : recent();
    if (old != null && !old.deleted && random.nextInt(3) == 0) {
      device.remove(old.item);
      inFlight.deletes = old;
    }
    if (shared != null && device.row(shared) != null && random.nextInt(4) == 0) {
      device.change(ITEM, shared, "Description", word);
    }
    inFlight.upload = device.nextUpload();
    stored = device.store();
  }

  private Operation recent() {
    return acknowledged.get(acknowledged.size() - DELETED_AFTER);
  }

  private void deliver(Device.PreparedUpload upload) throws IOException {
    int conflictsBefore = device.conflicts().size();
    int errorsBefore = device.errors().size();
    device.deliver(upload);
    List<WireEntity> newConflicts = tail(device.conflicts(), conflictsBefore);
    List<WireEntity> newErrors = tail(device.errors(), errorsBefore);
    conflicts += newConflicts.size();
    refused += newErrors.size();
    if (newConflicts.stream().anyMatch(conflict -> !conflict.id().equals(shared))) {
      findings.add(Findings.Kind.OTHER, inFlight.word + " is in conflict: " + newConflicts);
    }
    List<String> expected = inFlight.bad == null ? List.of() : List.of(inFlight.bad);
    if (!newErrors.stream().map(WireEntity::id).toList().equals(expected)) {
      findings.add(Findings.Kind.OTHER, inFlight.word + " is refused: " + newErrors);
    }
    if (inFlight.deletes != null) {
      inFlight.deletes.deleted = true;
    }
    acknowledged.add(inFlight);
    inFlight = null;
  }

  private static List<WireEntity> tail(List<WireEntity> all, int from) {
    return List.copyOf(all.subList(from, all.size()));
  }

  /** What it did is gone, and is not looked at any more. */
  void beginAnew() {
    forgotten += acknowledged.size();
    acknowledged.clear();
    sent.clear();
    tally = null;
  }

  /**
   * Nothing is in the way any more: sends the operation again that had no answer, and catches up.
   *
   * @return whether it had been committed before
   */
  boolean settle(ServerDatabase database) throws IOException, SQLException {
    boolean committed = false;
    if (inFlight != null) {
      Operation operation = inFlight;
      int touched = 0;
      if (newMarks) {
        committed = database.rowsOf(device.user()).containsKey(operation.item);
      } else {
        touched =
            database.run(
                "UPDATE `Item` SET `Description` = ? WHERE `ID` = ?",
                TOUCHED,
                Household.guid(operation.item));
        committed = touched == 1;
      }
      step();
      operation.touched = touched == 1;
    }
    download();
    return committed;
  }

  /** Looks at the effects of all operations; none is in flight. */
  void audit(Map<String, Map<String, Object>> rows, Map<String, Integer> timesWritten) {
    Map<String, Integer> perTally = new HashMap<>();
    acknowledged.forEach(operation -> perTally.merge(operation.tally, 1, Integer::sum));
    perTally.forEach(
        (id, most) -> {
          int times = timesWritten.getOrDefault(id, 0);
          if (times > most) {
            findings.add(
                Findings.Kind.DOUBLED,
                "%s: %d operations, written %d times".formatted(id, most, times));
          }
        });
    for (Operation operation : acknowledged) {
      audit(operation, rows.get(operation.item), timesWritten.getOrDefault(operation.item, 0));
      Map<String, Object> row = rows.get(operation.tally);
      int times = row == null ? 0 : occurrences((String) row.get("Description"), operation.word);
      if (times != 1) {
        findings.add(
            times == 0 ? Findings.Kind.LOST : Findings.Kind.DOUBLED,
            operation.word + " is " + times + " times in its tally");
      }
      if (operation.bad != null && rows.containsKey(operation.bad)) {
        findings.add(Findings.Kind.OTHER, operation.word + ": what was refused is there");
      }
    }
    rows.forEach(
        (id, row) -> {
          if (String.valueOf(row.get("Name")).endsWith("operation " + number)
              && !sent.contains(id)) {
            findings.add(Findings.Kind.DOUBLED, id + " has been sent by nobody");
          }
        });
  }

  private void audit(Operation operation, Map<String, Object> item, int timesWritten) {
    if (operation.deleted && item != null) {
      findings.add(Findings.Kind.LOST, operation.word + ": its item was deleted and is there");
    } else if (!operation.deleted && item == null) {
      findings.add(Findings.Kind.LOST, operation.word + " was acknowledged, its item is missing");
    } else if (item != null && operation.touched && !item.get("Description").equals(TOUCHED)) {
      findings.add(Findings.Kind.DOUBLED, operation.word + " was undone by a second effect");
    }
    // Fewer may be left after a purge.
    int most = 1 + (operation.touched ? 1 : 0) + (operation.deleted ? 1 : 0);
    if (timesWritten > most) {
      findings.add(
          Findings.Kind.DOUBLED,
          operation.word + ": its item was written " + timesWritten + " times");
    }
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

  /** Whether the server was not reached, or asks for another try: the device tries again. */
  static boolean isPassing(Exception failure) {
    return failure instanceof IOException
        || (failure instanceof RefusedException refused && refused.status() == 503);
  }
}
