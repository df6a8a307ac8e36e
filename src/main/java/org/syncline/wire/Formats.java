package org.syncline.wire;

import java.time.InstantSource;
import java.util.UUID;
import org.syncline.wire.atom.AtomFeed;
import org.syncline.wire.json.JsonFeed;

/** The formats of the OData + Sync door. */
public final class Formats {
  public static final FeedFormat JSON = new JsonFeed();

  public static final FeedFormat ATOM = new AtomFeed(InstantSource.system(), UUID::randomUUID);

  private Formats() {}
}
