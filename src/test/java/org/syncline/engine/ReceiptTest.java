package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

class ReceiptTest {
  private static final EntityType NOTE =
      new EntityType(
          "Notes",
          "Note",
          List.of(
              new Property("ID", EdmType.INT32, false, true),
              new Property("Text", EdmType.STRING, true, false)));
  private static final Scope SCOPE =
      new Scope(
          "Notes",
          "Notes",
          List.of(new ScopeTable(0, NOTE, "NOTE", List.of("ID", "TEXT"), List.of())),
          List.of());

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21_845, 21_846, 65_536, 1_000_000})
  void keeps_a_description_however_long(int length) {
    String description = "€".repeat(length); // three bytes each
    Change row = new Change.Live(new Row(NOTE, 1, "x".repeat(length)));
    Change none = new Change.Tombstone(new RowKey(NOTE, List.of(2)));
    Receipt receipt =
        new Receipt(
            List.of(
                new UploadOutcome.Accepted(),
                new UploadOutcome.Failed(description, none, row),
                new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, row, none),
                new UploadOutcome.Inserted(((Change.Live) row).row())),
            Set.of(1L, 2L),
            new Anchor(7, -8),
            Set.of(9, -10));

    Receipt again = Receipt.decode(receipt.encode(SCOPE), SCOPE);

    assertThat(again.head()).isEqualTo(receipt.head());
    assertThat(again.rows()).isEqualTo(receipt.rows());
    assertThat(again.shown()).isEqualTo(receipt.shown());
    assertThat(again.outcomes()).hasToString(receipt.outcomes().toString());
    assertThat(((UploadOutcome.Failed) again.outcomes().get(1)).description())
        .isEqualTo(description);
  }
}
