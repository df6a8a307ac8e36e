package org.syncline.interleave;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.syncline.engine.Claim;
import org.syncline.engine.Download;
import org.syncline.engine.Downloads;
import org.syncline.engine.FeedSnapshot;
import org.syncline.engine.FeedStore;
import org.syncline.engine.RowsRejectedException;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadTransaction;
import org.syncline.engine.Uploads;
import org.syncline.interleave.World.Mark;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.ErrorCode;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncException;
import org.syncline.scope.ConflictPolicy;
import org.syncline.testkit.CollectedBatch;

/** Requests of devices, each with seams, and the checks of what they are answered. */
final class Exchange {
  static final String AT_END = "is at the end";
  private static final int MOST_TRIES = 12;

  private final World world;
  private final Random random;
  private final Seam seam;
  private final Downloads downloads;
  private final List<Sending> sent = new ArrayList<>();
  private boolean quiet;
  private int blobs;
  private int uploading;

  /** Uploads under way that have gone back to a savepoint. */
  private int goneBack;

  /** What the newest snapshot must show, and its newest number. */
  private Map<RowKey, Row> opened = Map.of();

  private Anchor head;

  Exchange(World world, Random random, Seam seam) {
    this.world = world;
    this.random = random;
    this.seam = seam;
    Faulty faulty = new Faulty(world, random, seam);
    FeedStore feeds = world.fault.feeds(world.feeds, faulty);
    this.downloads = new Downloads(seamed(feeds));
  }

  /** From now on answers arrive. */
  void beQuiet() {
    quiet = true;
  }

  boolean isUploading() {
    return uploading > 0;
  }

  /**
   * Whether nobody may wait for a lock. H2 2.4.240 forgets the time-out of who waits for a
   * transaction that has gone back to a savepoint, and one thread cannot end both.
   */
  boolean isNobodyToWait() {
    return goneBack > 0;
  }

  void purged(Mark mark) {
    sent.forEach(sending -> sending.forgetUpTo(mark.receipt()));
  }

  /** One batch; what came of it. */
  String download(Device device) {
    ReplicaState state =
        device
            .state()
            .orElseGet(() -> ReplicaState.fresh(randomId(), world.epoch, List.of(device.user)));
    CollectedBatch batch = new CollectedBatch(state.batchBytes(device.batchRows), Violation::new);
    Download answer;
    try {
      answer = world.fault.answer(downloads.download(world.scope, state, batch), head);
    } catch (BrokenOffException e) {
      return "hears nothing";
    } catch (SyncException e) {
      return refused(device, Optional.of(state), e);
    }
    Map<RowKey, Row> reference = world.committed.visible(opened, device.user);
    batch.changes().forEach(change -> check(device, change, reference));
    if (lost()) {
      return "lost the answer";
    }
    device.downloaded(answer, "blob " + ++blobs, batch.changes());
    if (answer.more()) {
      return "has " + batch.changes();
    }
    if (!device.rows().equals(reference)) {
      throw new Violation("a checkpoint is broken: " + difference(device.rows(), reference));
    }
    return AT_END;
  }

  private void check(Device device, Change change, Map<RowKey, Row> reference) {
    if (!device.mayHearOf(change.key())) {
      throw new Violation("never in the filter: " + change);
    }
    Row row = change instanceof Change.Live live ? live.row() : null;
    Row is = reference.get(change.key());
    if (!Objects.equals(row, is)) {
      throw new Violation("the snapshot has %s, but the batch %s".formatted(is, change));
    }
  }

  private static String difference(Map<RowKey, Row> has, Map<RowKey, Row> should) {
    Set<RowKey> keys = new HashSet<>(has.keySet());
    keys.addAll(should.keySet());
    StringBuilder text = new StringBuilder();
    for (RowKey key : keys) {
      if (!Objects.equals(has.get(key), should.get(key))) {
        text.append("has %s instead of %s; ".formatted(has.get(key), should.get(key)));
      }
    }
    return text.toString();
  }

  /** Sends what is pending; what came of it. */
  String upload(Device device) {
    Sending sending = device.pending().orElseThrow();
    sent.add(sending);
    uploading++;
    Upload answer;
    try {
      answer = uploads(sending).upload(world.scope, sending.request);
      if (sending.request.replica().isPresent()) {
        answer = world.fault.answer(answer, newestAnchor(device));
      }
    } catch (BrokenOffException e) {
      return "hears nothing";
    } catch (SyncException e) {
      return refused(device, sending.request.replica(), e);
    } finally {
      uploading--;
    }
    sending.answered(answer.outcomes());
    if (lost()) {
      return "lost the answer";
    }
    device.uploaded(answer, "blob " + ++blobs, sending);
    return "is answered " + answer.outcomes();
  }

  private Anchor newestAnchor(Device device) {
    try (FeedSnapshot snapshot = world.feeds.open(world.scope, List.of(device.user))) {
      return snapshot.head();
    }
  }

  private Uploads uploads(Sending sending) {
    int[] tries = {0};
    ConflictPolicy policy =
        random.nextBoolean() ? ConflictPolicy.CLIENT_WINS : ConflictPolicy.SERVER_WINS;
    return new Uploads(
        scope -> {
          again(++tries[0]);
          seam.at("begin");
          return seamed(
              world.fault.upload(world.uploads.begin(scope), new Faulty(world, random, seam)),
              sending);
        },
        world.feeds,
        policy);
  }

  /** Locks are in the way: others must go on first. */
  private void again(int attempt) {
    if (attempt > 1 && uploading > 1) {
      throw new BrokenOffException("waits for an upload that cannot go on before");
    }
    if (attempt > MOST_TRIES) {
      throw new Violation("no end after " + attempt + " tries");
    }
    try {
      for (Writer writer : world.writers) {
        if (attempt > 1 && writer.isOpen()) {
          if (attempt > 2 || random.nextBoolean()) {
            writer.commit();
          } else {
            writer.rollBack();
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean lost() {
    return !quiet && random.nextInt(6) == 0;
  }

  private void breakOff(int oneIn) {
    if (!quiet && random.nextInt(oneIn) == 0) {
      throw new BrokenOffException("broken off");
    }
  }

  /** A device is only sent back to the start if it must be. */
  private String refused(Device device, Optional<ReplicaState> known, SyncException refusal) {
    if (refusal.code() == ErrorCode.BUSY) {
      return "is told to come again";
    }
    if (refusal.code() != ErrorCode.UNKNOWN_REPLICA) {
      throw refusal;
    }
    ReplicaState state = known.orElseThrow();
    Position position = state.position();
    long seq = Long.MAX_VALUE;
    if (position instanceof Position.Following following) {
      seq = following.anchor().seq();
    } else if (position instanceof Position.Loading loading) {
      seq = loading.from().seq();
    }
    try {
      if (seq >= world.horizon()) {
        throw new Violation("refused without a reason: " + state, refusal);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    device.startOver();
    return "must start over";
  }

  private FeedStore seamed(FeedStore feeds) {
    return Ports.around(
        FeedStore.class,
        feeds,
        (method, arguments, real) -> {
          seam.at(method);
          if (!method.equals("open")) {
            return real.call();
          }
          FeedSnapshot snapshot = (FeedSnapshot) real.call();
          Map<RowKey, Row> shown = world.committed.now();
          Anchor newest = snapshot.head();
          FeedSnapshot seamed =
              Ports.around(
                  FeedSnapshot.class,
                  snapshot,
                  (asked, with, answer) -> {
                    if (!asked.equals("close") && !asked.equals("head")) {
                      seam.at(asked);
                      breakOff(300);
                    }
                    // an exchange at the seam may have opened others
                    opened = shown;
                    head = newest;
                    return answer.call();
                  });
          return seamed;
        });
  }

  private UploadTransaction seamed(UploadTransaction transaction, Sending sending) {
    long[] receipt = {0};
    boolean[] back = {false};
    AtomicReference<Map<RowKey, Row>> held = new AtomicReference<>();
    return Ports.around(
        UploadTransaction.class,
        transaction,
        (method, arguments, real) -> {
          if (method.equals("close")) {
            world.victim.choose(false);
            goneBack -= back[0] ? 1 : 0;
            return real.call();
          }
          seam.at(method);
          breakOff(300);
          if (method.equals("commit")) {
            return commit(sending, receipt[0], held.get(), real);
          }
          if (method.equals("complete")) {
            receipt[0] = (long) arguments[0];
          }
          world.victim.choose(method.equals("write") && !quiet && random.nextInt(25) == 0);
          try {
            Object answer = real.call();
            if (method.equals("hold")) {
              held.compareAndSet(null, world.committed.now());
            }
            if (answer instanceof Claim.Again) {
              goBack(back);
            }
            return answer;
          } catch (RowsRejectedException e) {
            goBack(back);
            throw e;
          } finally {
            world.victim.choose(false);
          }
        });
  }

  private void goBack(boolean[] back) {
    goneBack += back[0] ? 0 : 1;
    back[0] = true;
  }

  private Object commit(Sending sending, long receipt, Map<RowKey, Row> held, Ports.Real real)
      throws Throwable {
    Map<RowKey, Row> before = world.committed.now();
    Optional<BrokenOffException> broken = Optional.empty();
    try {
      real.call();
    } catch (BrokenOffException e) {
      broken = Optional.of(e);
    }
    world.committed.refresh();
    sending.committed(receipt, held, before, world.committed.now());
    sending.remember();
    seam.at("committed");
    breakOff(20);
    if (broken.isPresent()) {
      throw broken.get();
    }
    return null;
  }

  /** Of version 4, since MariaDB takes no others. */
  private UUID randomId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    return new UUID(high, (random.nextLong() & (Long.MAX_VALUE >> 1)) | Long.MIN_VALUE);
  }
}
