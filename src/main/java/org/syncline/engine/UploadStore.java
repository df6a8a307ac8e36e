package org.syncline.engine;

import org.syncline.scope.Scope;

/** A tenant's database as uploads see it. Safe for use by many threads. */
public interface UploadStore {
  /** Begins a transaction in which every statement sees what is committed when it starts. */
  UploadTransaction begin(Scope scope);
}
