package org.syncline.engine.intercept;

/** In which operations an interceptor is called. */
public enum SyncOperations {
  UPLOAD,
  DOWNLOAD,
  /** In both; then it takes a {@link SyncContext}. */
  ALL;

  boolean contains(SyncOperations single) {
    return this == ALL || this == single;
  }
}
