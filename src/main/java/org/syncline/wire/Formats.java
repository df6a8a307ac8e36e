package org.syncline.wire;

import org.syncline.wire.json.JsonFeed;

/** The formats of the OData + Sync door. */
public final class Formats {
  public static final FeedFormat JSON = new JsonFeed();

  private Formats() {}
}
