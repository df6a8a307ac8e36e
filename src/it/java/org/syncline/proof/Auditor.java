package org.syncline.proof;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.syncline.testkit.Device;

/** A device that only downloads, and looks at what it has whenever it is told that this is all. */
final class Auditor {
  private final Device device;
  private final Bank bank;
  private final Consumer<String> findings;
  private List<String> before = List.of();
  private boolean underWay;
  private int checkpoints;
  private int batches;

  /**
   * @param findings told what no committed state could look like
   */
  Auditor(Device device, Bank bank, Consumer<String> findings) {
    this.device = device;
    this.bank = bank;
    this.findings = findings;
  }

  Device device() {
    return device;
  }

  int checkpoints() {
    return checkpoints;
  }

  int batches() {
    return batches;
  }

  /** Goes on to the next checkpoint; when that fails, the next call goes on from there. */
  void step() throws IOException {
    if (!underWay) {
      synchronized (bank.committed()) {
        before = List.copyOf(bank.committed());
      }
      underWay = true;
    }
    do {
      batches++;
    } while (device.downloadBatch().more());
    underWay = false;
    checkpoints++;
    audit(before);
  }

  /**
   * Looks at what the device has.
   *
   * @param atLeast ids of records that must be there
   */
  void audit(List<String> atLeast) {
    for (String finding : BankAudit.findings(bank, device.rows(), atLeast)) {
      findings.accept(device + ": " + finding);
    }
  }
}
