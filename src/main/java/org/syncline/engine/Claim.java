package org.syncline.engine;

import java.util.UUID;

/** Whether an upload is new. */
public sealed interface Claim {
  /** The receipt's number; later uploads have higher ones. */
  long number();

  /** Not seen before; now it is ours. */
  record First(long number) implements Claim {}

  /**
   * Applied before.
   *
   * @param replica who sent it then; the same as now unless it has no blob yet
   * @param outcome what {@link UploadTransaction#complete} was given then
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only decoded
  record Again(long number, UUID replica, byte[] outcome) implements Claim {}
}
