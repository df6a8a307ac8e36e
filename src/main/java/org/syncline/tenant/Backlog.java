package org.syncline.tenant;

import java.time.Duration;

/**
 * The committed changes that have no number yet.
 *
 * @param waiting how many; counting ends soon after 100,000
 * @param oldest none has waited for longer
 */
public record Backlog(int waiting, Duration oldest) {
  static final Backlog NONE = new Backlog(0, Duration.ZERO);
}
