package org.syncline.web;

/** To whom the diagnostics page is served. */
enum DiagMode {
  EVERYBODY,

  /**
   * A server for development: it listens on loopback, and who comes through a proxy is not meant.
   */
  THIS_MACHINE,
  NOBODY;

  boolean serves(HttpCall call) {
    return this == EVERYBODY || (this == THIS_MACHINE && Callers.isLocal(call));
  }
}
