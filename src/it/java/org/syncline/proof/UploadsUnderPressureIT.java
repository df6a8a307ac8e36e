package org.syncline.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.ListsTable.ITEM;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.syncline.testkit.Device;
import org.syncline.testkit.LiveServer;
import org.syncline.testkit.ServerDatabase;
import org.syncline.testkit.SharedServer;
import org.syncline.testkit.WireEntity;

/** Uploads at the same time as others: nobody is overwritten unseen, nothing is half applied. */
@ExtendWith(SharedServer.class)
class UploadsUnderPressureIT {
  private static final int ROUNDS = 25;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private Household home;

  @BeforeEach
  void moveIn(LiveServer server) throws Exception {
    home = new Household(server, 1922);
    home.furnish(3);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Hazard 19: of two edits of the same version, the second must not pass unnoticed. */
  @Test
  void two_edits_at_once_are_one_success_and_one_conflict() throws Exception {
    String id = Household.anItem(home.phone, "milk 0");
    for (int round = 1; round <= ROUNDS; round++) {
      home.phone.change(ITEM, id, "Name", "phone " + round);
      home.laptop.change(ITEM, id, "Name", "laptop " + round);
      together(upload(home.phone), upload(home.laptop));
      assertThat(home.phone.conflicts().size() + home.laptop.conflicts().size()).isEqualTo(round);
      home.phone.download();
      home.laptop.download();
      home.assertAllEqual();
    }
    List<WireEntity> told = new ArrayList<>(home.phone.conflicts());
    told.addAll(home.laptop.conflicts());
    assertThat(told)
        .allSatisfy(
            conflict ->
                assertThat(conflict.outcome().losing().values().get("Name"))
                    .isNotEqualTo(conflict.values().get("Name")));
  }

  /** Hazard 22: the second try arrives while the first is still running. */
  @Test
  void the_same_upload_twice_at_once_has_one_effect() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String item =
          home.phone.put(ITEM, home.item(home.alicesList, home.alice, "impatient " + round));
      Device.PreparedUpload upload = home.phone.nextUpload();
      together(
          () -> {
            home.phone.deliverAndLoseTheAnswer(upload);
            return null;
          },
          () -> {
            home.phone.deliver(upload);
            return null;
          });
      assertThat(home.server.database().timesWritten(item)).isEqualTo(1);
      assertThat(home.phone.conflicts()).isEmpty();
      assertThat(home.phone.errors()).isEmpty();
    }
    home.syncAll();
  }

  /** Hazards 23 and 25: another program holds one of the rows for a while. */
  @Test
  void an_upload_waits_for_a_locked_row_and_is_applied_as_a_whole() throws Exception {
    String held = Household.anItem(home.phone, "milk 1");
    for (String name : List.of("milk 0", "milk 1", "milk 2")) {
      home.phone.change(ITEM, Household.anItem(home.phone, name), "Description", "after the wait");
    }
    Future<Void> upload;
    try (Connection program = home.server.database().connect()) {
      program.setAutoCommit(false);
      ServerDatabase.run(
          program, "UPDATE `Item` SET `Priority` = 2 WHERE `ID` = ?", Household.guid(held));
      upload = threads.submit(upload(home.phone));
      Thread.sleep(1_500);
      assertThat(upload.isDone()).isFalse();
      program.rollback();
    }
    upload.get();
    assertThat(home.phone.conflicts()).isEmpty();
    assertThat(home.phone.errors()).isEmpty();
    home.server.assertEqual(home.phone);
    home.syncAll();
  }

  /** Hazard 23: a deadlock with another program, which locks the same rows in another order. */
  @Test
  void a_deadlock_leaves_all_or_nothing() throws Exception {
    List<String> items = new ArrayList<>();
    for (String name : List.of("milk 0", "milk 1", "milk 2")) {
      items.add(Household.anItem(home.phone, name));
    }
    items.sort(null);
    List<UUID> backwards =
        List.of(
            Household.guid(items.get(2)),
            Household.guid(items.get(1)),
            Household.guid(items.get(0)));
    Random random = new Random(23);
    for (int round = 0; round < ROUNDS; round++) {
      String text = "round " + round;
      items.forEach(id -> home.phone.change(ITEM, id, "Description", text));
      int pause = random.nextInt(15);
      together(
          upload(home.phone),
          () -> {
            prioritize(backwards, pause);
            return null;
          });
      assertThat(home.phone.errors()).isEmpty();
      home.phone.download();
      home.server.assertEqual(home.phone);
      for (String id : items) {
        assertThat(home.phone.row(id)).containsEntry("Description", text);
      }
    }
    home.syncAll();
  }

  /** Another program's transaction; the database may make it the victim. */
  private void prioritize(List<UUID> items, int pauseMillis) throws Exception {
    try (Connection program = home.server.database().connect()) {
      program.setAutoCommit(false);
      try {
        for (UUID item : items) {
          ServerDatabase.run(program, "UPDATE `Item` SET `Priority` = 3 WHERE `ID` = ?", item);
          Thread.sleep(pauseMillis);
        }
        program.commit();
      } catch (SQLException e) {
        program.rollback();
      }
    }
  }

  private static Callable<Void> upload(Device device) {
    return () -> {
      device.upload();
      return null;
    };
  }

  private void together(Callable<Void> one, Callable<Void> other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    Future<Void> first =
        threads.submit(
            () -> {
              start.await();
              return one.call();
            });
    Future<Void> second =
        threads.submit(
            () -> {
              start.await();
              return other.call();
            });
    first.get();
    second.get();
  }
}
