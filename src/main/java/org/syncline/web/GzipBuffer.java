package org.syncline.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses into memory. */
final class GzipBuffer extends OutputStream {
  private static final int CHUNK_BYTES = 8192;

  /** Rows of a database shrink to less than this part of their size. */
  private static final int USUAL_RATIO = 5;

  private static final int MOST_FIRST_BYTES = 1 << 20;

  private final ByteArrayOutputStream bytes;
  private final Zip zip;

  /**
   * @param level 1, fast, to 9, small
   * @param plainBytes how many bytes will be written
   */
  GzipBuffer(int level, long plainBytes) throws IOException {
    bytes = new ByteArrayOutputStream((int) Math.min(MOST_FIRST_BYTES, plainBytes / USUAL_RATIO));
    zip = new Zip(bytes, level);
  }

  @Override
  public void write(int octet) throws IOException {
    zip.write(octet);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    zip.write(from, offset, length);
  }

  /** To be called once, after the last byte. */
  void finish() throws IOException {
    zip.finish();
  }

  int length() {
    return bytes.size();
  }

  void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }

  /** Frees the compressor at once; it holds a quarter of a megabyte outside the heap. */
  @Override
  public void close() {
    zip.end();
  }

  private static final class Zip extends GZIPOutputStream {
    Zip(OutputStream out, int level) throws IOException {
      super(out, CHUNK_BYTES);
      def.setLevel(level);
    }

    void end() {
      def.end();
    }
  }
}
