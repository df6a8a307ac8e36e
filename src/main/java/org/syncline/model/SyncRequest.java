package org.syncline.model;

import java.util.List;

/**
 * The body of a download or upload request.
 *
 * @param blob base64 text as sent; empty for a new replica
 * @param changes empty for a download
 */
public record SyncRequest(String blob, List<UploadedChange> changes) {
  public SyncRequest {
    changes = List.copyOf(changes);
  }
}
