package org.syncline.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;

/**
 * Whatever writers, devices, the sequencer and purging do, in whatever order: a checkpoint equals
 * the committed state, no update is lost, no upload applied twice, nobody hears of rows that were
 * never theirs, and in the end all devices have everything.
 *
 * <p>A failure tells its seed and the last operations. To see one again, or to look for longer:
 *
 * <pre>mvn test -Dtest=InterleavingsTest -Dmodel.seed=1234 -Dmodel.steps=1000000</pre>
 *
 * <p>{@code model.seed} is the seed of the first run, the next ones count on from it; {@code
 * model.steps} is how many steps are taken on each database. Without them the steps are counted by
 * time, about 10 s, and the seeds are always the same.
 */
@EachDatabase
class InterleavingsTest {
  private static final long FIRST_SEED = Long.getLong("model.seed", 1);
  private static final long STEPS = Long.getLong("model.steps", 0);
  private static final long NANOS = 8_000_000_000L;

  /** Steps of one run; later runs begin with empty tables. */
  static final int STEPS_OF_A_RUN = 300;

  @Parameter DatabaseKind kind;

  @Test
  void keep_what_is_promised() throws Exception {
    try (World world = new World(kind, Fault.NONE)) {
      long began = System.nanoTime();
      long steps = 0;
      long seed = FIRST_SEED;
      while (STEPS > 0 ? steps < STEPS : System.nanoTime() - began < NANOS) {
        steps += new Run(world, seed++).go(STEPS_OF_A_RUN);
      }
      System.out.printf(
          "%s: %,d steps in %,d runs, %,d a second%n",
          kind, steps, seed - FIRST_SEED, steps * 1_000_000_000 / (System.nanoTime() - began));
      assertThat(steps).isPositive();
    }
  }
}
