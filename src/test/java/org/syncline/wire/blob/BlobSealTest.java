package org.syncline.wire.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.Anchor;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Line;
import org.syncline.model.Position;
import org.syncline.model.Property;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

class BlobSealTest {
  private static final UUID USER = new UUID(7, 8);
  private static final Scope SCOPE = scope(EdmType.INT32);

  private final BlobSeal seal = new BlobSeal(new byte[32]);
  private final String binding = BlobSeal.binding("", "Lists", SCOPE);

  static List<Position> positions() {
    return List.of(
        new Position.Start(),
        new Position.Loading(new Anchor(5, -1), 0, List.of()),
        new Position.Loading(new Anchor(5, Long.MIN_VALUE), 0, List.of(42, "key")),
        new Position.Following(new Anchor(Long.MAX_VALUE, 77)),
        new Position.Following(new Anchor(12, 7), 5_000, 3));
  }

  @ParameterizedTest
  @MethodSource("positions")
  void opens_what_it_sealed(Position position) {
    ReplicaState state = state(position, Set.of(1L, 900L));
    assertThat(seal.open(seal.seal(state, SCOPE, binding), SCOPE, binding)).isEqualTo(state);
  }

  @Test
  void a_missing_parameter_stays_missing() {
    ReplicaState state =
        ReplicaState.fresh(UUID.randomUUID(), UUID.randomUUID(), Collections.singletonList(null));
    assertThat(seal.open(seal.seal(state, SCOPE, binding), SCOPE, binding)).isEqualTo(state);
  }

  @Test
  void is_one_line_of_base64_of_bounded_size_and_new_every_time() {
    Set<Long> known =
        LongStream.range(0, ReplicaState.MOST_KNOWN).boxed().collect(Collectors.toSet());
    ReplicaState state = state(new Position.Following(new Anchor(1, 1)), known);
    String blob = seal.seal(state, SCOPE, binding);
    assertThat(blob).matches("[A-Za-z0-9+/]+=*").hasSizeLessThan(3_000);
    assertThat(seal.seal(state, SCOPE, binding)).isNotEqualTo(blob);
  }

  @Test
  void h47_no_bit_can_be_changed() {
    byte[] blob =
        Base64.getDecoder()
            .decode(seal.seal(state(new Position.Start(), Set.of()), SCOPE, binding));
    for (int bit = 0; bit < blob.length * 8; bit++) {
      byte[] forged = blob.clone();
      forged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefused(Base64.getEncoder().encodeToString(forged), SCOPE, binding);
    }
    for (int length = 0; length < blob.length; length++) {
      assertRefused(
          Base64.getEncoder().encodeToString(Arrays.copyOf(blob, length)), SCOPE, binding);
    }
  }

  @Test
  void h47_opens_only_where_it_belongs() {
    String blob = seal.seal(state(new Position.Start(), Set.of()), SCOPE, binding);
    assertRefused(blob, SCOPE, BlobSeal.binding("other", "Lists", SCOPE));
    assertRefused(blob, SCOPE, BlobSeal.binding("", "Other", SCOPE));
    Scope changed = scope(EdmType.INT64);
    assertRefused(blob, changed, BlobSeal.binding("", "Lists", changed));
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertThatThrownBy(() -> new BlobSeal(otherKey).open(blob, SCOPE, binding))
        .isInstanceOf(SyncException.class)
        .hasMessageStartingWith("Scope does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA", "not base64!", "AAECAwQ=", "null"})
  void garbage_is_refused(String text) {
    assertRefused(text, SCOPE, binding);
  }

  private void assertRefused(String blob, Scope scope, String where) {
    assertThatThrownBy(() -> seal.open(blob, scope, where))
        .isInstanceOf(SyncException.class)
        .hasMessageStartingWith("Scope does not exist");
  }

  private static ReplicaState state(Position position, Set<Long> known) {
    return new ReplicaState(
        UUID.randomUUID(),
        UUID.randomUUID(),
        List.of(USER),
        position,
        12,
        Set.of(9L, 12L),
        known,
        Set.of(),
        new Line(-7, 8, List.of(9, Integer.MAX_VALUE)));
  }

  private static Scope scope(EdmType keyType) {
    EntityType type =
        new EntityType(
            "S",
            "T",
            List.of(
                new Property("A", keyType, false, true),
                new Property("B", EdmType.STRING, false, true)));
    return new Scope(
        "S",
        "S",
        List.of(new ScopeTable(0, type, "T", List.of("A", "B"), List.of())),
        List.of(new Parameter("userid", EdmType.GUID)));
  }
}
