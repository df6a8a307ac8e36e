package org.syncline.interleave;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.syncline.interleave.World.Mark;

/** One random interleaving. The same seed on the same kind of database does the same again. */
final class Run {
  private static final int LAST_OPERATIONS = 60;
  private static final int MOST_DEVICES = 6;

  /** Exchanges after which a device has everything, when nobody writes. */
  private static final int MOST_EXCHANGES = 40;

  private final World world;
  private final long seed;
  private final Random random;
  private final Edits edits;
  private final List<Device> devices = new ArrayList<>();
  private final Deque<String> last = new ArrayDeque<>();
  private final Exchange exchange;
  private Mark mark;
  private int depth;
  private boolean quiet;
  private int values;
  private int steps;

  Run(World world, long seed) {
    this.world = world;
    this.seed = seed;
    this.random = new Random(seed);
    this.edits = new Edits(world.scope, random);
    this.exchange = new Exchange(world, random, this::seam);
  }

  /**
   * Takes so many steps, then lets the devices come to rest.
   *
   * @return how many steps it took in all
   */
  int go(int most) throws SQLException {
    try {
      world.reset();
      for (int i = 0; i < 4; i++) {
        add(new Device(Places.user(i % 2), 1 + i, i != 2, world.committed));
      }
      while (steps < most) {
        step();
      }
      settle();
      return steps;
    } catch (Violation e) {
      throw new Violation(told(e), e);
    } catch (SQLException | RuntimeException e) {
      throw new IllegalStateException(told(e), e);
    }
  }

  private String told(Throwable e) {
    return "seed %d, step %d: %s%nlast operations:%n%s"
        .formatted(seed, steps, e, String.join(System.lineSeparator(), last));
  }

  private void add(Device device) {
    devices.add(device);
  }

  private void log(String operation) {
    last.add("  ".repeat(depth + 1) + operation);
    if (last.size() > LAST_OPERATIONS) {
      last.remove();
    }
  }

  /** Others act here, or nobody does. */
  private void seam(String where) {
    if (quiet || depth == 2 || random.nextInt(100) >= world.fault.busySeams()) {
      return;
    }
    depth++;
    try {
      log("[" + where);
      do {
        step();
      } while (random.nextInt(3) > 0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      depth--;
    }
  }

  private void step() throws SQLException {
    steps++;
    int dice = random.nextInt(100);
    boolean locks = !exchange.isNobodyToWait();
    if (dice < 30) {
      if (!locks) {
        return;
      }
      log("writer: " + any(world.writers).write(random, "w" + ++values));
    } else if (dice < 48) {
      end(any(world.writers));
    } else if (dice < 54) {
      log("number");
      world.number();
    } else if (dice < 57) {
      if (locks) {
        purge();
      }
    } else if (dice < 62) {
      moveDevices();
    } else {
      Device device = any(devices);
      if (!device.busy) {
        device.busy = true;
        try {
          talk(device, locks);
        } finally {
          device.busy = false;
        }
      }
    }
  }

  private void end(Writer writer) throws SQLException {
    if (writer.isOpen()) {
      boolean commit = random.nextInt(4) > 0;
      log(commit ? "writer commits" : "writer rolls back");
      if (commit) {
        writer.commit();
      } else {
        writer.rollBack();
      }
    }
  }

  /** Removes what is older than a moment that is some way back; then the next one begins. */
  private void purge() throws SQLException {
    if (mark != null && random.nextInt(2) > 0) {
      log("purge up to " + mark);
      world.purgeUpTo(mark);
      exchange.purged(mark);
    }
    if (!exchange.isUploading() && random.nextInt(2) > 0) {
      mark = world.mark();
    }
  }

  private void moveDevices() {
    Device device = any(devices);
    if (device.busy) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        if (devices.size() == MOST_DEVICES) {
          Device old = devices.get(MOST_DEVICES - 1);
          if (old.busy || old == device) {
            return;
          }
          devices.remove(old);
        }
        log("clone " + name(device));
        add(device.cloned());
      }
      case 1 -> {
        if (device.restore()) {
          log("restore " + name(device));
        }
      }
      default -> device.backUp();
    }
  }

  private void talk(Device device, boolean mayUpload) {
    if (device.pending().isPresent() && random.nextInt(4) == 0) {
      device.drop();
    }
    if (device.pending().isPresent() && !mayUpload) {
      return;
    }
    boolean uploads = device.pending().isPresent() || (mayUpload && random.nextInt(3) == 0);
    if (!uploads) {
      String end;
      do {
        log(name(device) + " downloads");
        end = exchange.download(device);
        log(name(device) + " " + end);
      } while (!end.equals(Exchange.AT_END) && random.nextInt(4) > 0);
      return;
    }
    if (device.pending().isEmpty()) {
      var changes = edits.of(device, "d" + ++values);
      if (changes.isEmpty()) {
        return;
      }
      device.edit(changes);
    }
    log(name(device) + " uploads " + device.pending().orElseThrow().request.changes());
    log(name(device) + " " + exchange.upload(device));
  }

  /** Writers end, and the devices must come to have everything. */
  private void settle() throws SQLException {
    quiet = true;
    exchange.beQuiet();
    log("quiet");
    for (Writer writer : world.writers) {
      writer.commit();
    }
    for (Device device : devices) {
      if (device.pending().isPresent()) {
        log(name(device) + " " + exchange.upload(device));
      }
    }
    for (Device device : devices) {
      int exchanges = 0;
      String end;
      do {
        end = exchange.download(device);
        log(name(device) + " " + end);
        if (++exchanges > MOST_EXCHANGES) {
          throw new Violation("no end after " + exchanges + " exchanges");
        }
      } while (!end.equals(Exchange.AT_END));
      UUID user = device.user;
      if (!Objects.equals(device.rows(), world.committed.visible(world.committed.now(), user))) {
        throw new Violation(name(device) + " does not have what is committed");
      }
    }
  }

  private String name(Device device) {
    return "device " + devices.indexOf(device);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
