package org.syncline.interleave;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.syncline.engine.ChangeCursor;
import org.syncline.engine.Download;
import org.syncline.engine.FeedSnapshot;
import org.syncline.engine.FeedStore;
import org.syncline.engine.PendingChange;
import org.syncline.engine.RowsRejectedException;
import org.syncline.engine.TransactionLostException;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadTransaction;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.Position;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.store.jdbc.Dialect;

/** Mistakes that are easy to make in a server like this, each put between its parts. */
enum Fault {
  /** The server as it is. */
  NONE,

  /** Changes are numbered when they are written, not when they are committed (hazard 1). */
  SEQUENCE_AS_ANCHOR {
    @Override
    boolean isSequenceTheAnchor() {
      return true;
    }
  },

  /** The anchor of the first run is taken after its rows (hazard 2). */
  ANCHOR_AFTER_ROWS {
    @Override
    Download answer(Download answer, Anchor head) {
      return answer.next().position() instanceof Position.Loading loading
          ? new Download(
              answer
                  .next()
                  .at(
                      new Position.Loading(head, loading.table(), loading.after()),
                      answer.next().known()),
              answer.more())
          : answer;
    }
  },

  /** Each statement of a download sees what is committed when it starts (hazard 3). */
  READ_COMMITTED {
    @Override
    Dialect dialect(Dialect dialect) {
      return Ports.with(
          Dialect.class,
          dialect,
          "snapshotIsolation",
          (arguments, real) -> Connection.TRANSACTION_READ_COMMITTED);
    }
  },

  /** The last batch has no changes without a number (hazard 6). */
  EXTRAS_LEFT_OUT {
    @Override
    FeedSnapshot snapshot(FeedSnapshot snapshot, Faulty faulty) {
      return Ports.with(
          FeedSnapshot.class,
          snapshot,
          "unnumbered",
          (arguments, real) -> Optional.of(List.<PendingChange>of()));
    }

    @Override
    int busySeams() {
      return 30;
    }
  },

  /** Versions are read before rows are locked, and not again (hazard 19). */
  VERSION_BEFORE_LOCK {
    @Override
    @SuppressWarnings("unchecked")
    UploadTransaction upload(UploadTransaction transaction, Faulty faulty) {
      boolean[] written = {false};
      return Ports.around(
          UploadTransaction.class,
          transaction,
          (method, arguments, real) -> {
            if (method.equals("hold") && !written[0]) {
              try (UploadTransaction other = faulty.world().uploads.begin(faulty.world().scope)) {
                return other.hold((Collection<RowKey>) arguments[0]);
              }
            }
            if (method.equals("write")) {
              written[0] = true;
              for (int i = 0; i < 20; i++) {
                faulty.seam().at("between version and lock");
              }
              List<Change> changes = (List<Change>) arguments[0];
              transaction.hold(changes.stream().map(Change::key).toList());
            }
            return real.call();
          });
    }
  },

  /** What ended the transaction is taken for a fault of a row, and the rest committed (23). */
  CAUGHT_AND_CONTINUED {
    @Override
    UploadTransaction upload(UploadTransaction transaction, Faulty faulty) {
      return Ports.around(
          UploadTransaction.class,
          transaction,
          (method, arguments, real) -> {
            try {
              return real.call();
            } catch (TransactionLostException e) {
              if (method.equals("write")) {
                throw new RowsRejectedException("something is wrong with the row", e);
              }
              if (method.equals("complete")) {
                return null;
              }
              throw e;
            }
          });
    }
  },

  /** The receipt is committed after the rows, and a crash between is possible (hazard 21). */
  RECEIPT_APART {
    @Override
    UploadTransaction upload(UploadTransaction transaction, Faulty faulty) {
      long[] receipt = {0};
      return Ports.around(
          UploadTransaction.class,
          transaction,
          (method, arguments, real) -> {
            if (method.equals("complete")) {
              receipt[0] = (long) arguments[0];
            }
            Object answer = real.call();
            if (method.equals("commit") && faulty.random().nextInt(5) == 0) {
              faulty.world().execute("DELETE FROM SYNCLINE_RECEIPT WHERE NUMBER = " + receipt[0]);
              throw new BrokenOffException("crashed before the receipt");
            }
            return answer;
          });
    }
  },

  /** An upload looks at the horizon when it begins, and no more (hazard 12). */
  HORIZON_BEFORE_UPLOAD {
    @Override
    @SuppressWarnings("unchecked")
    UploadTransaction upload(UploadTransaction transaction, Faulty faulty) {
      Map<Object, Object> checked = new HashMap<>();
      return Ports.around(
          UploadTransaction.class,
          transaction,
          (method, arguments, real) -> {
            if (!method.equals("holds")) {
              if (method.equals("hold") && isAnyGone((Collection<RowKey>) arguments[0], faulty)) {
                faulty.purge(2);
              }
              return real.call();
            }
            if (!checked.containsKey(arguments[0])) {
              checked.put(arguments[0], real.call());
            }
            return checked.get(arguments[0]);
          });
    }
  },

  /** A download looks at the horizon, and then opens its snapshot (hazard 12). */
  HORIZON_BEFORE_SNAPSHOT {
    @Override
    FeedStore feeds(FeedStore feeds, Faulty faulty) {
      return Ports.with(
          FeedStore.class,
          feeds,
          "open",
          (arguments, real) -> {
            FeedSnapshot before = (FeedSnapshot) real.call();
            try {
              faulty.seam().at("between check and snapshot");
              faulty.purge(12);
              return Ports.around(
                  FeedSnapshot.class,
                  (FeedSnapshot) real.call(),
                  (method, with, answer) -> {
                    if (method.equals("holds")) {
                      return before.holds((Anchor) with[0]);
                    }
                    if (method.equals("close")) {
                      before.close();
                    }
                    return answer.call();
                  });
            } catch (BrokenOffException | Violation e) {
              before.close();
              throw e;
            }
          });
    }
  },

  /** Who had a row is not told when it leaves the filter (hazard 7). */
  NO_TOMBSTONE_ON_LEAVE {
    @Override
    @SuppressWarnings("unchecked")
    FeedSnapshot snapshot(FeedSnapshot snapshot, Faulty faulty) {
      Map<RowKey, Row> rows = faulty.world().committed.now();
      return Ports.around(
          FeedSnapshot.class,
          snapshot,
          (method, arguments, real) -> {
            Object answer = real.call();
            if (method.equals("changes")) {
              return withoutLeavers((ChangeCursor) answer, rows);
            }
            if (method.equals("unnumbered")) {
              return ((Optional<List<PendingChange>>) answer).map(all -> withoutLeavers(all, rows));
            }
            return answer;
          });
    }
  },

  /** The answer to an upload takes the device to the newest number (hazard 27). */
  UPLOAD_MOVES_ANCHOR {
    @Override
    Upload answer(Upload answer, Anchor head) {
      return answer.next().position() instanceof Position.Following
          ? new Upload(
              answer.next().at(new Position.Following(head), answer.next().known()),
              answer.outcomes())
          : answer;
    }
  };

  boolean isSequenceTheAnchor() {
    return false;
  }

  /** As downloads use it. */
  Dialect dialect(Dialect dialect) {
    return dialect;
  }

  FeedStore feeds(FeedStore feeds, Faulty faulty) {
    return Ports.with(
        FeedStore.class,
        feeds,
        "open",
        (arguments, real) -> snapshot((FeedSnapshot) real.call(), faulty));
  }

  FeedSnapshot snapshot(FeedSnapshot snapshot, Faulty faulty) {
    return snapshot;
  }

  UploadTransaction upload(UploadTransaction transaction, Faulty faulty) {
    return transaction;
  }

  /**
   * @param head the newest number in the snapshot of the download
   */
  Download answer(Download answer, Anchor head) {
    return answer;
  }

  /**
   * @param head the newest number
   */
  Upload answer(Upload answer, Anchor head) {
    return answer;
  }

  /** Of seams at which somebody does something, in percent. */
  int busySeams() {
    return 12;
  }

  private static boolean isAnyGone(Collection<RowKey> keys, Faulty faulty) {
    return !faulty.world().committed.now().keySet().containsAll(keys);
  }

  private static ChangeCursor withoutLeavers(ChangeCursor cursor, Map<RowKey, Row> rows) {
    return Ports.with(
        ChangeCursor.class,
        cursor,
        "next",
        (arguments, real) -> {
          while ((boolean) real.call()) {
            if (cursor.row() != null || !rows.containsKey(cursor.key())) {
              return true;
            }
          }
          return false;
        });
  }

  private static List<PendingChange> withoutLeavers(
      List<PendingChange> all, Map<RowKey, Row> rows) {
    List<PendingChange> others = new ArrayList<>(all);
    others.removeIf(one -> one.change().deleted() && rows.containsKey(one.change().key()));
    return others;
  }
}
