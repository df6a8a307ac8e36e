package org.syncline.store.jpa.kinds;

/** An enumeration. */
public enum Color {
  RED,
  GREEN
}
