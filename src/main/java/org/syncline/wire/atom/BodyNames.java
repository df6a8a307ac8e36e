package org.syncline.wire.atom;

import com.ctc.wstx.util.DefaultXmlSymbolTable;
import com.ctc.wstx.util.SymbolTable;
import java.security.SecureRandom;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * The names of one body: of elements, attributes, prefixes and instructions. Woodstox's own table
 * hashes like {@link String#hashCode}, so names that were made to collide cost as much as all the
 * names before them, each time they are met; and it keeps names of one body for the next. This one
 * hashes with a secret of the process, is bounded, and goes when the body was read.
 */
final class BodyNames extends SymbolTable {
  static final int MOST = 1000;

  /** A power of two, so that at least half of the slots stay empty. */
  private static final int SLOTS = 2048;

  private static final long SECRET = new SecureRandom().nextLong();

  /** Woodstox compares some names of its own by identity. It is only read, so it can be shared. */
  private static final SymbolTable OWN = DefaultXmlSymbolTable.getInstance();

  private final String[] names = new String[SLOTS];
  private int count;

  @Override
  public String findSymbol(char[] buffer, int start, int length, int weakHash) {
    if (length < 1) {
      return "";
    }
    int slot = slot(buffer, start, length);
    while (names[slot] != null) {
      if (same(names[slot], buffer, start, length)) {
        return names[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (count == MOST) {
      throw new SyncException(
          ErrorCode.BAD_BODY, "the body has more than " + MOST + " different names");
    }
    count++;
    String own = OWN.findSymbolIfExists(buffer, start, length, weakHash);
    names[slot] = own == null ? new String(buffer, start, length) : own;
    return names[slot];
  }

  private static int slot(char[] buffer, int start, int length) {
    long hash = SECRET;
    for (int i = start; i < start + length; i++) {
      hash = (hash ^ buffer[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) hash & (SLOTS - 1);
  }

  private static boolean same(String name, char[] buffer, int start, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != buffer[start + i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int size() {
    return count;
  }
}
