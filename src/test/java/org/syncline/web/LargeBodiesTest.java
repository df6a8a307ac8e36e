package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

class LargeBodiesTest {
  private static final String USER = "userid=00000000-0000-0005-0000-000000000006";
  private static final String EMPTY = "{\"d\":{\"results\":[]}}";
  private static final String LARGE = EMPTY + " ".repeat(LargeBodies.SMALL_BYTES);

  private final StillTenant tenant = new StillTenant("");

  @Test
  void asks_to_come_back_when_no_turn_is_free() throws IOException {
    var bodies = new LargeBodies(1, Duration.ofMillis(10), 16 << 20);
    var door = Lists.door(bodies, tenant);

    try (var first = bodies.turn()) {
      assertThat(first.of(stream(LARGE)).readAllBytes()).hasSize(LARGE.length());
      assertThatThrownBy(() -> post(door, "UploadChanges", LARGE))
          .isInstanceOfSatisfying(
              SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY))
          .hasMessageContaining("send the same request again");
      assertThatThrownBy(() -> post(door, "DownloadChanges", LARGE))
          .isInstanceOfSatisfying(
              SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
      assertThat(tenant.uploads).isEmpty();
    }
    assertThat(post(door, "UploadChanges", LARGE).status()).isEqualTo(200);
  }

  @Test
  void lets_small_bodies_pass() throws IOException {
    var bodies = new LargeBodies(1, Duration.ZERO, 16 << 20);
    var door = Lists.door(bodies, tenant);

    try (var first = bodies.turn()) {
      assertThat(first.of(stream(LARGE)).readAllBytes()).hasSize(LARGE.length());
      assertThat(post(door, "UploadChanges", EMPTY).status()).isEqualTo(200);
      assertThat(post(door, "DownloadChanges", EMPTY).status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_that_trickles_in_has_no_turn_yet() throws Exception {
    var bodies = new LargeBodies(1, Duration.ZERO, 16 << 20);
    var door = Lists.door(bodies, tenant);
    var sender = new PipedOutputStream();
    var slow = new PipedInputStream(sender, LARGE.length());
    sender.write(LARGE.getBytes(StandardCharsets.UTF_8));
    var first = CompletableFuture.supplyAsync(() -> post(door, "UploadChanges", slow));
    while (slow.available() > 0) {
      Thread.onSpinWait();
    }
    assertThat(post(door, "UploadChanges", LARGE).status()).isEqualTo(200);
    assertThat(first).isNotDone();
    sender.close();
    assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void bodies_that_are_received_or_wait_take_so_much_room_together() throws IOException {
    var bodies = new LargeBodies(2, Duration.ZERO, LargeBodies.SMALL_BYTES);
    byte[] body = new byte[2 * LargeBodies.SMALL_BYTES];
    try (var turn = bodies.turn();
        InputStream first = turn.of(new ByteArrayInputStream(body))) {
      assertThat(first.readAllBytes()).hasSize(body.length);
      assertThatThrownBy(() -> bodies.turn().of(stream(LARGE + " ")).readAllBytes())
          .isInstanceOfSatisfying(
              SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
    }
    try (var turn = bodies.turn();
        InputStream next = turn.of(new ByteArrayInputStream(body))) {
      assertThat(next.readAllBytes()).hasSize(body.length);
    }
  }

  @Test
  void a_large_body_comes_out_as_it_went_in() throws IOException {
    byte[] body = new byte[5 * LargeBodies.SMALL_BYTES + 7];
    new Random(11).nextBytes(body);
    try (var turn = new LargeBodies(1, Duration.ZERO, 16 << 20).turn();
        InputStream in = turn.of(new ByteArrayInputStream(body))) {
      assertThat(in.read()).isEqualTo(body[0] & 255);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(body, 1, body.length));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void waits_for_a_turn() throws Exception {
    var bodies = new LargeBodies(1, Duration.ofMinutes(1), 16 << 20);
    var door = Lists.door(bodies, tenant);
    var first = bodies.turn();
    assertThat(first.of(stream(LARGE)).readAllBytes()).hasSize(LARGE.length());
    var second = CompletableFuture.supplyAsync(() -> post(door, "UploadChanges", LARGE));
    try (first) {
      assertThatThrownBy(() -> second.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(second.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void gives_turns_back_whatever_became_of_the_request() {
    var door = Lists.door(new LargeBodies(1, Duration.ZERO, 16 << 20), tenant);
    String bad = LARGE + "nonsense";

    for (int i = 0; i < 3; i++) {
      assertThat(post(door, "UploadChanges", LARGE).status()).isEqualTo(200);
      assertThat(post(door, "DownloadChanges", LARGE).status()).isEqualTo(200);
      assertThatThrownBy(() -> post(door, "UploadChanges", bad))
          .isInstanceOfSatisfying(
              SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_BODY));
    }
  }

  @Test
  void holds_its_turn_until_the_changes_are_stored() {
    var bodies = new LargeBodies(1, Duration.ZERO, 16 << 20);
    var door = Lists.door(bodies, tenant);
    tenant.beforeUpload =
        () ->
            assertThatThrownBy(() -> bodies.turn().of(stream(LARGE)).readAllBytes())
                .isInstanceOf(SyncException.class);

    assertThat(post(door, "UploadChanges", LARGE).status()).isEqualTo(200);
    assertThat(tenant.uploads).hasSize(1);
  }

  @Test
  void has_room_for_as_many_as_the_heap_but_two_always() throws IOException {
    var two = LargeBodies.within(1, 16 << 20);
    try (var first = two.turn();
        var second = two.turn()) {
      assertThat(first.of(stream(LARGE)).readAllBytes()).hasSize(LARGE.length());
      assertThat(second.of(stream(LARGE)).readAllBytes()).hasSize(LARGE.length());
    }
  }

  private static Reply post(SyncDoor door, String operation, String body) {
    return post(door, operation, stream(body));
  }

  private static Reply post(SyncDoor door, String operation, InputStream body) {
    var call =
        new HttpCall(
            "POST",
            "/ListService.svc/DefaultScope/" + operation,
            USER,
            null,
            "application/json",
            null);
    return door.answer(call, () -> body);
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }
}
