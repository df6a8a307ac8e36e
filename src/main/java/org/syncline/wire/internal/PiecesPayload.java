package org.syncline.wire.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.syncline.wire.Payload;

/** A head, stretches of one buffer in some order, a tail: sent without being copied together. */
final class PiecesPayload implements Payload {
  private final String mediaType;
  private final Utf8Buffer head;
  private final Utf8Buffer body;
  private final int[] bounds;
  private final byte[] tail;
  private final int length;

  private PiecesPayload(Builder builder) {
    this.mediaType = builder.mediaType;
    this.head = builder.head;
    this.body = builder.body;
    this.bounds = Arrays.copyOf(builder.bounds, builder.size);
    this.tail = builder.tail;
    int total = Math.addExact(head.length(), tail.length);
    for (int i = 0; i < bounds.length; i += 2) {
      total = Math.addExact(total, bounds[i + 1] - bounds[i]);
    }
    this.length = total;
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    head.writeTo(out, 0, head.length());
    for (int i = 0; i < bounds.length; i += 2) {
      body.writeTo(out, bounds[i], bounds[i + 1]);
    }
    out.write(tail);
  }

  /** Collects the stretches; one that begins where the last one ended prolongs it. */
  static final class Builder {
    private final String mediaType;
    private final Utf8Buffer head;
    private final Utf8Buffer body;
    private final byte[] tail;
    private int[] bounds = new int[16];
    private int size;

    Builder(String mediaType, Utf8Buffer head, Utf8Buffer body, byte[] tail) {
      this.mediaType = mediaType;
      this.head = head;
      this.body = body;
      this.tail = tail;
    }

    boolean isEmpty() {
      return size == 0;
    }

    void add(int from, int to) {
      if (size > 0 && bounds[size - 1] == from) {
        bounds[size - 1] = to;
        return;
      }
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * size);
      }
      bounds[size++] = from;
      bounds[size++] = to;
    }

    PiecesPayload build() {
      return new PiecesPayload(this);
    }
  }
}
