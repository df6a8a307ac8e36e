package org.syncline.wire.internal;

import java.util.Arrays;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * One entity of a request as it was read, before its type is known: the type may come last. Used
 * again for each entity of a request.
 */
public final class RawEntity {
  /** So that nobody fills the memory with one entity. */
  static final int MOST_PROPERTIES = 1000;

  /** Stands for a value that is not a single text or number. */
  private static final Object NESTED = new Object();

  private String typeName;
  private String id;
  private String tempId;
  private boolean deleted;
  private String[] names = new String[16];
  private Object[] values = new Object[16];
  private int size;

  /** Forgets everything. */
  public void clear() {
    typeName = null;
    id = null;
    tempId = null;
    deleted = false;
    Arrays.fill(values, 0, size, null);
    size = 0;
  }

  public void typeName(String text) {
    typeName = text;
  }

  /** Null or blank for a row that the client has made. */
  public void id(String text) {
    id = text;
  }

  /** Empty counts as present, null does not. */
  public void tempId(String text) {
    tempId = text;
  }

  public void deleted(boolean isDeleted) {
    deleted = isDeleted;
  }

  /** A property that holds one value; its text is null for a null. */
  public void property(String name, String text) {
    add(name, text);
  }

  /** A property that holds an object, a list or elements. */
  public void nested(String name) {
    add(name, NESTED);
  }

  private void add(String name, Object value) {
    if (size == MOST_PROPERTIES) {
      throw new SyncException(
          ErrorCode.BAD_BODY, "an entity has more than " + MOST_PROPERTIES + " properties");
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size] = value;
    size++;
  }

  String typeName() {
    return typeName;
  }

  boolean hasId() {
    return id != null && !id.isBlank();
  }

  String id() {
    return id;
  }

  String tempId() {
    return tempId;
  }

  boolean deleted() {
    return deleted;
  }

  int size() {
    return size;
  }

  String name(int index) {
    return names[index];
  }

  boolean isNested(int index) {
    return values[index] == NESTED;
  }

  /** Null for a null; not for nested values. */
  String text(int index) {
    return (String) values[index];
  }
}
