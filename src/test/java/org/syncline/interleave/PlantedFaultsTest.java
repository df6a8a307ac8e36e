package org.syncline.interleave;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;

/**
 * Tests the tests: each {@link Fault} makes {@link InterleavingsTest}'s runs fail, within a bounded
 * number of them. docs/guarantees.md lists them, and those that other suites find.
 */
@EachDatabase
class PlantedFaultsTest {
  /** The rarest needs about ten. */
  private static final int MOST_RUNS = 150;

  @Parameter DatabaseKind kind;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void are_found(Fault fault) throws Exception {
    // minutes there, since each commit waits for the disk
    assumeThat(kind != DatabaseKind.MARIADB || Boolean.getBoolean("model.all"))
        .as("only with -Dmodel.all=true")
        .isTrue();
    try (World world = new World(kind, fault)) {
      for (int seed = 1; seed <= MOST_RUNS; seed++) {
        try {
          new Run(world, seed).go(InterleavingsTest.STEPS_OF_A_RUN);
        } catch (Violation found) {
          System.out.printf("%s: %s was found by seed %d%n", kind, fault, seed);
          return;
        }
      }
      throw new AssertionError("nobody noticed " + fault + " in " + MOST_RUNS + " runs");
    }
  }
}
