package org.syncline.interleave;

import java.sql.SQLException;
import java.util.Random;
import org.syncline.interleave.World.Mark;

/**
 * What faults are made of.
 *
 * @param seam where others act in the middle of a faulty step
 */
record Faulty(World world, Random random, Seam seam) {
  /** Once in so many times all that there is becomes old, and is purged just here. */
  void purge(int times) throws SQLException {
    if (random.nextInt(times) == 0) {
      world.purgeUpTo(new Mark(world.mark().seq(), 0));
    }
  }
}
