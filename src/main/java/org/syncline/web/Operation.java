package org.syncline.web;

import java.util.List;
import java.util.Optional;

/** What can be asked of a service (wire reference, sections 1 and 2). */
enum Operation {
  /** The service root: sends on to {@link #SYNC_SCOPES}. */
  ROOT("", true, false),
  SYNC_SCOPES("$syncscopes", true, false),
  DIAG("$diag", true, false),
  METADATA("$metadata", true, false),
  DOWNLOAD_CHANGES("DownloadChanges", true, true),
  UPLOAD_CHANGES("UploadChanges", false, true);

  /** Verbs that at least one operation takes. */
  static final List<String> ALL_VERBS = List.of("GET", "POST");

  private final String segment;
  private final boolean get;
  private final boolean post;

  Operation(String segment, boolean get, boolean post) {
    this.segment = segment;
    this.get = get;
    this.post = post;
  }

  /** The operation that the segments after {@code .svc} name, if they name one. */
  static Optional<Operation> named(List<String> segments) {
    return switch (segments.size()) {
      case 0 -> Optional.of(ROOT);
      case 1 -> first(segments.get(0), SYNC_SCOPES, DIAG);
      case 2 -> first(segments.get(1), METADATA, DOWNLOAD_CHANGES, UPLOAD_CHANGES);
      default -> Optional.empty();
    };
  }

  private static Optional<Operation> first(String segment, Operation... among) {
    for (Operation operation : among) {
      if (operation.segment.equalsIgnoreCase(segment)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  /** What {@code Allow} lists. HEAD is answered wherever GET is. */
  List<String> verbs() {
    return ALL_VERBS.stream().filter(this::takes).toList();
  }

  boolean takes(String verb) {
    return verb.equals("GET") ? get : post && verb.equals("POST");
  }

  /** As it stands in an address. */
  String segment() {
    return segment;
  }
}
