package org.syncline.tenant;

import org.syncline.store.jdbc.LostTransaction;

/** Tells failures that pass by themselves from others, for transactions of the application. */
public final class DatabaseBusy {
  private DatabaseBusy() {}

  /**
   * Whether a request failed because its transaction lost its locks, its turn or a connection to
   * others: nothing was stored, and the same request can succeed a moment later.
   */
  public static boolean causes(Throwable failure) {
    return LostTransaction.isBehind(failure) || LostTransaction.isWaitingInVain(failure);
  }
}
