package org.syncline.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.RowKey;

/**
 * The one transaction of an upload. Any method may throw {@link TransactionLostException}. Closing
 * without {@link #commit} leaves no trace. For one thread.
 */
public interface UploadTransaction extends Past, AutoCloseable {
  /** The newest number when the transaction began. */
  Anchor head();

  /**
   * Claims the right to apply an upload, as the first thing that the transaction writes. While the
   * same upload is being applied elsewhere this waits for its end. From here on whatever the
   * transaction writes is logged as this replica's.
   *
   * @param hash 32 bytes that are equal for equal uploads only
   * @param base the newest upload that the replica knew the outcome of
   * @param node of the replica's line, where the upload came from
   */
  Claim claim(byte[] hash, UUID replica, long base, int node);

  /** Lets nobody find the receipt of an earlier equal upload any more, and claims anew. */
  Claim.First reclaim(byte[] hash, UUID replica, long base, int node);

  /**
   * The outcomes, as {@link #complete} was told, of a replica's uploads that came after this one
   * and did not know of it.
   */
  List<byte[]> outcomesUnaware(UUID replica, long upload);

  /** The outcome of an upload, as {@link #complete} was told; empty if forgotten. */
  Optional<byte[]> outcomeOf(long upload);

  /** Locks rows against every other writer, then reads them and the last change of each. */
  Map<RowKey, HeldRow> hold(Collection<RowKey> keys);

  /**
   * Writes through the mapping. If it throws, none of these changes is left in the transaction.
   *
   * @param changes in an order that constraints can bear: deletions children first, then live rows
   *     parents first
   */
  void write(List<Change> changes) throws RowsRejectedException;

  /** Gives columns of a row the defaults that the database has for them, as far as it has any. */
  void setDefaults(RowKey key, Collection<Integer> columns);

  /**
   * Does some work. Unless it says that it is done, nothing of it is left.
   *
   * @return whether it is done
   */
  boolean attempt(BooleanSupplier work);

  /**
   * Takes from a row, as far as possible, what others of the upload may need before the row itself
   * is written: values that no two rows may have get something in their place that nobody has, and
   * a row to be deleted or inserted refers to no others. For use in an {@link #attempt}, which then
   * writes the row.
   */
  void makeWay(Change change);

  /** The row as it is now, whatever the filter. */
  Optional<Row> read(RowKey key);

  /** Logs that the writer must be told of the row too. */
  void echo(RowKey key);

  /**
   * Logs that the row has left the filter of these parameters, so that a replica which stored it
   * there hears of it.
   */
  void withdraw(RowKey key, List<Object> parameters);

  /**
   * Says which of the changes that this transaction has made so far are the replica's own. Others,
   * by cascades, triggers and listeners, are news to it too (hazard 18).
   */
  void keepOwn(Collection<RowKey> keys);

  /**
   * What happened to a row, newest first; only for tables that track columns.
   *
   * @param most of them
   */
  List<PastChange> newestChanges(RowKey key, int most);

  /**
   * Puts versions of rows that nobody has any more into the conflict inbox.
   *
   * @param parameters of the replica, by which people know whose it is
   */
  void keepLost(List<LostVersion> lost, List<Object> parameters);

  /** Completes the receipt; the last thing that is written. */
  void complete(long number, byte[] outcome);

  void commit();

  @Override
  void close();
}
