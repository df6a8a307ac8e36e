package org.syncline.wire.internal;

import java.util.Arrays;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.wire.BatchWriter;
import org.syncline.wire.Payload;

/**
 * A download answer in the making. Every row is encoded once, behind the others, in one growing
 * buffer; only when the batch is closed are the pieces put in order, and then they are sent from
 * where they lie.
 */
public final class Batch implements BatchWriter {
  /** Kept free for the blob, which is known only at the end; in small batches a quarter. */
  private static final int BLOB_RESERVE = 4096;

  private static final int FIRST_CAPACITY = 16_384;

  private final FeedEncoder encoder;
  private final Utf8Buffer out;
  private final int room;
  private int[] ends = new int[64];
  private int[] ranks = new int[64];
  private int size;

  /**
   * An empty batch.
   *
   * @param mostBytes size of the whole answer that is not exceeded, unless the first row does or
   *     the blob takes more than 4096 bytes, or than a quarter
   */
  public Batch(FeedEncoder encoder, int mostBytes) {
    this.encoder = encoder;
    this.out = new Utf8Buffer(Math.min(mostBytes, FIRST_CAPACITY));
    Utf8Buffer head = new Utf8Buffer(1024);
    encoder.head(head, "", false);
    int reserve = Math.min(BLOB_RESERVE, mostBytes / 4);
    this.room = mostBytes - reserve - head.length() - encoder.tail().length;
  }

  @Override
  public boolean row(RowView row, int order) {
    int start = out.length();
    encoder.row(out, row);
    return take(start, order);
  }

  @Override
  public boolean tombstone(RowKey key, int order) {
    int start = out.length();
    encoder.tombstone(out, key);
    // behind all live rows, and children before their parents
    return take(start, Integer.MAX_VALUE - order);
  }

  private boolean take(int start, int rank) {
    if (size > 0 && out.length() > room) {
      out.truncate(start);
      return false;
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      ranks = Arrays.copyOf(ranks, 2 * size);
    }
    ends[size] = out.length();
    ranks[size] = rank;
    size++;
    return true;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Payload finish(String blob, boolean more) {
    Utf8Buffer head = new Utf8Buffer(1024 + blob.length());
    encoder.head(head, blob, more);
    PiecesPayload.Builder pieces =
        new PiecesPayload.Builder(encoder.mediaType(), head, out, encoder.tail());
    for (long entry : inOrder()) {
      int i = (int) entry;
      int start = i == 0 ? 0 : ends[i - 1];
      pieces.add(pieces.isEmpty() ? start + encoder.separator() : start, ends[i]);
    }
    return pieces.build();
  }

  /** The pieces by rank, those of one rank as they came; each number's lower half is an index. */
  private long[] inOrder() {
    long[] entries = new long[size];
    for (int i = 0; i < size; i++) {
      entries[i] = ((long) ranks[i] << 32) | i;
    }
    Arrays.sort(entries);
    return entries;
  }
}
