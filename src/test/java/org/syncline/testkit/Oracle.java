package org.syncline.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.syncline.model.SyncException;

/**
 * What may come out of a reader, whatever goes in: a result, or a refusal that is the sender's
 * fault; with at most a second of work and 256 MB in all. Work is time on the processor, so that a
 * busy machine is not taken for a slow reader, and memory all that was allocated, which is more
 * than was ever in use.
 */
public final class Oracle {
  private static final long MOST_NANOS = 1_000_000_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_MESSAGE_CHARS = 1000;
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Oracle() {}

  /**
   * Reads under observation. What takes too much is done again, since the first time may load
   * classes.
   *
   * @return what was read, or null if it was refused as it should be
   * @throws AssertionError if it was not
   */
  public static <T> T read(Callable<T> reader) {
    for (int times = 1; ; times++) {
      long began = THREAD.getCurrentThreadCpuTime();
      long before = THREAD.getCurrentThreadAllocatedBytes();
      T read = result(reader);
      long nanos = THREAD.getCurrentThreadCpuTime() - began;
      long bytes = THREAD.getCurrentThreadAllocatedBytes() - before;
      if (nanos <= MOST_NANOS && bytes <= MOST_BYTES) {
        return read;
      }
      if (times == 3) {
        throw new AssertionError("took " + nanos + " ns and " + bytes + " bytes");
      }
    }
  }

  private static <T> T result(Callable<T> reader) {
    try {
      return reader.call();
    } catch (SyncException refused) {
      int status = refused.code().status();
      if (status < 400 || status >= 500) {
        throw new AssertionError("refused with " + status, refused);
      }
      if (refused.getMessage() == null || refused.getMessage().length() > MOST_MESSAGE_CHARS) {
        throw new AssertionError("not a message for people: " + refused.getMessage(), refused);
      }
      return null;
    } catch (Exception e) {
      throw new AssertionError("not a refusal", e);
    }
  }
}
