package org.syncline.interleave;

/** A place at which others may act. */
interface Seam {
  void at(String where);
}
