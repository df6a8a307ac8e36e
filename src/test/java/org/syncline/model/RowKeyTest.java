package org.syncline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  private static final EntityType TYPE =
      new EntityType(
          "S",
          "T",
          List.of(
              new Property("A", EdmType.BINARY, false, true),
              new Property("B", EdmType.INT32, false, true)));

  @Test
  void keys_with_equal_content_are_equal_also_binary_ones() {
    RowKey key = new RowKey(TYPE, List.of(new byte[] {1, 2}, 3));
    RowKey same = new RowKey(TYPE, List.of(new byte[] {1, 2}, 3));
    assertThat(key).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(key).isNotEqualTo(new RowKey(TYPE, List.of(new byte[] {1, 3}, 3)));
    assertThat(key).isNotEqualTo(new RowKey(TYPE, List.of(new byte[] {1, 2}, 4)));
  }

  @Test
  void keys_with_one_hash_code_do_not_make_a_map_slow() {
    EntityType type =
        new EntityType("S", "G", List.of(new Property("ID", EdmType.GUID, false, true)));
    Map<RowKey, Integer> map = new HashMap<>();
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 50_000; i++) {
            // the two halves of the first word cancel each other out in UUID.hashCode
            map.put(new RowKey(type, List.of(new UUID((long) i << 32 | i, 7))), i);
          }
        });
    assertThat(map).hasSize(50_000);
    assertThat(map.keySet().stream().mapToInt(RowKey::hashCode).distinct().count()).isOne();
  }

  @Test
  void the_order_agrees_with_equality() {
    RowKey key = new RowKey(TYPE, List.of(new byte[] {1, 2}, 3));
    assertThat(key).isEqualByComparingTo(new RowKey(TYPE, List.of(new byte[] {1, 2}, 3)));
    assertThat(key).isLessThan(new RowKey(TYPE, List.of(new byte[] {1, 2}, 4)));
    assertThat(key).isGreaterThan(new RowKey(TYPE, List.of(new byte[] {1, 1}, 4)));
  }

  @Test
  void a_key_has_as_many_parts_as_its_type_says() {
    assertThatThrownBy(() -> new RowKey(TYPE, List.of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 parts");
  }
}
