package org.syncline.engine;

/** Whether an upload is new. */
public sealed interface Claim {
  /** The receipt's number; later uploads have higher ones. */
  long number();

  /** Not seen before; now it is ours. */
  record First(long number) implements Claim {}

  /**
   * Applied before.
   *
   * @param outcome what {@link UploadTransaction#complete} was given then
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only decoded
  record Again(long number, byte[] outcome) implements Claim {}
}
