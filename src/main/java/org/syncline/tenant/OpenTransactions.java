package org.syncline.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The open transactions that have written, of whatever program.
 *
 * @param unseen which of them cannot be seen, and what would help; empty if all can
 */
record OpenTransactions(Optional<Oldest> oldest, String unseen) {

  /**
   * @param who session and user or program; never what it does, which may quote values
   */
  record Oldest(String who, Duration age) {}

  /** Of a row with who it is, null if there is none, and its age in seconds. */
  static OpenTransactions read(ResultSet row, String unseen) throws SQLException {
    String who = row.getString(1);
    return new OpenTransactions(
        who == null
            ? Optional.empty()
            : Optional.of(new Oldest(who, Duration.ofSeconds(row.getLong(2)))),
        unseen);
  }

  /** Who does not end keeps its changes from devices, and its rows from everybody. */
  Check check(Duration longest) {
    if (oldest.isEmpty()) {
      return Check.passed("Transactions", "none that has written is open" + unseen);
    }
    String comment =
        "the oldest one that has written and is still open is of %s, for %d seconds"
            .formatted(oldest.get().who, oldest.get().age.toSeconds());
    return oldest.get().age.compareTo(longest) < 0
        ? Check.passed("Transactions", comment + unseen)
        : Check.failed(
            "Transactions",
            CheckResult.TRANSACTION_TOO_OLD,
            comment
                + "; its changes reach no device, and uploads of its rows are refused, until it"
                + " commits or is ended"
                + unseen);
  }
}
