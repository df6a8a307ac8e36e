package org.syncline.testkit;

import java.util.Random;

/**
 * How a device speaks in one exchange.
 *
 * @param request format of the request's body
 * @param answer format that it accepts
 * @param gzip whether it takes a compressed answer
 */
public record Dialogue(WireFormat request, WireFormat answer, boolean gzip) {
  public static final Dialogue JSON = new Dialogue(WireFormat.JSON, WireFormat.JSON, false);
  public static final Dialogue ATOM = new Dialogue(WireFormat.ATOM, WireFormat.ATOM, false);

  /** Any mixture: the two formats are independent of each other, in every exchange anew. */
  public static Dialogue any(Random random) {
    return new Dialogue(format(random), format(random), random.nextBoolean());
  }

  private static WireFormat format(Random random) {
    return random.nextBoolean() ? WireFormat.JSON : WireFormat.ATOM;
  }
}
