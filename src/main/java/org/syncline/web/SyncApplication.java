package org.syncline.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/**
 * Everything under {@code /sync}. Resources are found by scanning, so an application may add its
 * own, such as a login; the more literal path wins over {@link SyncResource}.
 */
@ApplicationPath("sync")
public class SyncApplication extends Application {
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        // Jersey would otherwise publish its own description of the resources under this path
        "jersey.config.server.wadl.disableWadl",
        true,
        // and put the Host of the request, which anybody may have made up, into redirects
        "jersey.config.server.headers.location.relative.resolution.disabled",
        true);
  }
}
