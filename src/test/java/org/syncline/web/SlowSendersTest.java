package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

class SlowSendersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();

  @Test
  void a_body_that_trickles_is_given_up() {
    InputStream body = senders(1).bounded(new Body(1000, 1, Duration.ofSeconds(8)));
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_SLOW))
        .hasMessageContaining("4 bytes in 32 seconds");
  }

  @Test
  void a_bad_network_still_manages() throws IOException {
    InputStream body = senders(1).bounded(new Body(5 << 20, 1200, Duration.ofSeconds(1)));
    assertThat(body.readAllBytes()).hasSize(5 << 20);
  }

  @Test
  void what_the_server_does_between_two_reads_does_not_count() throws IOException {
    InputStream body = senders(1).bounded(new Body(100, 1, Duration.ZERO));
    for (int i = 0; i < 100; i++) {
      assertThat(body.read()).isZero();
      now.addAndGet(PATIENCE.toNanos());
    }
    assertThat(body.read()).isNegative();
  }

  @Test
  void a_server_that_loses_its_patience_first_says_the_same() {
    ServletInputStream silent =
        new Body(1, 1, PATIENCE) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            super.read(into, offset, length);
            throw new SocketTimeoutException();
          }
        };
    assertThatThrownBy(senders(1).bounded(silent)::readAllBytes)
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_SLOW));
  }

  @Test
  void only_so_many_are_waited_for_and_what_is_there_is_read_at_once() throws Exception {
    SlowSenders senders = senders(1);
    var waiting = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    ServletInputStream held =
        new Body(1, 1, Duration.ZERO) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            waiting.countDown();
            try {
              enough.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return super.read(into, offset, length);
          }
        };
    Thread slow =
        new Thread(
            () -> {
              try {
                senders.bounded(held).readAllBytes();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    slow.start();
    waiting.await();

    ServletInputStream there =
        new Body(10, 10, Duration.ZERO) {
          @Override
          public int available() {
            return isFinished() ? 0 : 1;
          }
        };
    assertThat(senders.bounded(there).readAllBytes()).hasSize(10);
    InputStream another = senders.bounded(new Body(10, 10, Duration.ZERO));
    assertThatThrownBy(another::read)
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));

    enough.countDown();
    slow.join();
    assertThat(another.readAllBytes()).hasSize(10);
  }

  private SlowSenders senders(int most) {
    return new SlowSenders(most, PATIENCE, now::get);
  }

  /** Comes in pieces, each after a pause. */
  private class Body extends ServletInputStream {
    private final int pieceBytes;
    private final Duration pause;
    private int left;

    Body(int bytes, int pieceBytes, Duration pause) {
      this.left = bytes;
      this.pieceBytes = pieceBytes;
      this.pause = pause;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("byte by byte is slow");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      now.addAndGet(pause.toNanos());
      int got = Math.min(Math.min(length, pieceBytes), left);
      left -= got;
      return got == 0 && length > 0 ? -1 : got;
    }

    @Override
    public boolean isFinished() {
      return left == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
