package org.syncline.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * The path of a request, cut and decoded.
 *
 * @param tenant the segment in front of the service; empty for the default tenant
 * @param service name of the service, without {@code .svc}
 * @param rest the segments after the service
 */
record SyncPath(String tenant, String service, List<String> rest) {
  private static final String SUFFIX = ".svc";

  SyncPath {
    rest = List.copyOf(rest);
  }

  /**
   * Reads {@code /{Service}.svc/...} or {@code /{tenant}/{Service}.svc/...}. Repeated slashes count
   * as one and a slash at the end as none.
   *
   * @throws SyncException BAD_URL or UNKNOWN_SERVICE
   */
  static SyncPath parse(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(Percent.segment(segment));
      }
    }
    for (int i = 0; i < Math.min(2, segments.size()); i++) {
      String segment = segments.get(i);
      if (segment.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
        return new SyncPath(
            i == 0 ? "" : segments.get(0),
            segment.substring(0, segment.length() - SUFFIX.length()),
            segments.subList(i + 1, segments.size()));
      }
    }
    throw new SyncException(
        ErrorCode.UNKNOWN_SERVICE,
        "the address names no service; it should read /sync/{Service}.svc/... or"
            + " /sync/{tenant}/{Service}.svc/...");
  }
}
