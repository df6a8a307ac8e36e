package org.syncline.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code recorded}: files on disk, and a record of every write to a database file
 * in its order, so that each state in which a kill could have left the file can be made again.
 */
public final class RecordedFile extends FilePathWrapper {
  private static final List<Write> WRITES = new ArrayList<>();

  /** Makes the name known to H2, and forgets what was recorded. */
  public static void register() {
    FilePath.register(new RecordedFile());
    synchronized (WRITES) {
      WRITES.clear();
    }
  }

  /** How many writes there have been. */
  public static int count() {
    synchronized (WRITES) {
      return WRITES.size();
    }
  }

  public static Write write(int number) {
    synchronized (WRITES) {
      return WRITES.get(number);
    }
  }

  private static void record(Write write) {
    synchronized (WRITES) {
      WRITES.add(write);
    }
  }

  @Override
  public String getScheme() {
    return "recorded";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel file = super.open(mode);
    return name.endsWith(".mv.db") ? new Recorder(file) : file;
  }

  /** A change of the file's content or, without bytes, of its length. */
  public static final class Write {
    private final long position;
    private final byte[] bytes;

    private Write(long position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }

    /** Does to another file what was done to the recorded one. */
    public void applyTo(RandomAccessFile file) throws IOException {
      if (bytes == null) {
        file.setLength(position);
      } else {
        file.seek(position);
        file.write(bytes);
      }
    }
  }

  private static final class Recorder extends FileBaseDefault {
    private final FileChannel file;

    Recorder(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      int written = file.write(source, position);
      if (written != bytes.length) {
        throw new IOException("wrote " + written + " of " + bytes.length + " bytes");
      }
      record(new Write(position, bytes));
      return written;
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
      file.truncate(size);
      record(new Write(size, null));
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
