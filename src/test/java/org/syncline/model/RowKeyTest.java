package org.syncline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
  void a_key_has_as_many_parts_as_its_type_says() {
    assertThatThrownBy(() -> new RowKey(TYPE, List.of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 parts");
  }
}
