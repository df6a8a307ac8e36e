package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Position;
import org.syncline.model.Property;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

/** What becomes of numbers that are none (wire reference, section 9). */
class JudgeTest {
  private static final EntityType MEASURE =
      new EntityType(
          "S",
          "Measure",
          List.of(
              new Property("ID", EdmType.INT32, false, true),
              new Property("Exact", EdmType.DOUBLE, true, false),
              new Property("Rough", EdmType.SINGLE, false, false)));
  private static final Scope SCOPE =
      new Scope(
          "S",
          "S",
          List.of(new ScopeTable(0, MEASURE, "M", List.of("ID", "EXACT", "ROUGH"), List.of())),
          List.of());

  private final Judge judge =
      new Judge(
          SCOPE,
          ReplicaState.fresh(new UUID(1, 1), new UUID(2, 2), List.of())
              .at(new Position.Following(new Anchor(9, 9)), java.util.Set.of()),
          new Conflicts(c -> Optional.empty(), ConflictPolicy.CLIENT_WINS),
          null); // asked only about tables that track columns

  private static Row row(Double exact, float rough) {
    return new Row(MEASURE, 1, exact, rough);
  }

  private Verdict judge(Row sent, Row stored) {
    return judge.judge(
        new Change.Live(sent), false, new HeldRow(Optional.ofNullable(stored), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void s09_a_number_that_is_none_refuses_its_row_and_gives_the_stored_one_back(double odd) {
    Row stored = row(1.5, 2);
    for (Row sent : List.of(row(odd, 2), row(null, (float) odd))) {
      var failed = (UploadOutcome.Failed) ((Verdict.Settled) judge(sent, stored)).outcome();
      String property = sent.value(1) == null ? "Rough" : "Exact";
      assertThat(failed.description()).isEqualTo("property '" + property + "' cannot be " + odd);
      assertThat(failed.live()).isEqualTo(new Change.Live(stored));
      assertThat(failed.losing()).isEqualTo(new Change.Live(sent));
    }
  }

  @Test
  void s09_as_a_new_row_it_is_taken_back() {
    var settled = (Verdict.Settled) judge(row(Double.NaN, 0), null);
    assertThat(((UploadOutcome.Failed) settled.outcome()).live().deleted()).isTrue();
  }

  @Test
  void s09_what_the_server_has_put_there_may_stay_when_the_row_is_edited() {
    assertThat(judge(row(Double.NaN, 7), row(Double.NaN, 1))).isInstanceOf(Verdict.Write.class);
    assertThat(judge(row(1.0, 7), row(Double.NaN, 1))).isInstanceOf(Verdict.Write.class);
    assertThat(judge(row(Double.POSITIVE_INFINITY, 7), row(Double.NaN, 1)))
        .isInstanceOf(Verdict.Settled.class);
  }
}
