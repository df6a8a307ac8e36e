package org.syncline.engine;

import java.util.ArrayList;
import java.util.List;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

/** The changes of all tables of a scope in the order of their numbers. */
final class MergedChanges {
  private final List<Head> heads = new ArrayList<>();
  private Head current;

  MergedChanges(Scope scope, FeedSnapshot snapshot, long after) {
    long upTo = snapshot.head().seq();
    for (ScopeTable table : scope.tables()) {
      Head head = new Head(table, snapshot.changes(table, after, upTo));
      if (head.cursor.next()) {
        heads.add(head);
      }
    }
  }

  boolean next() {
    if (current != null && !current.cursor.next()) {
      heads.remove(current);
    }
    current = null;
    for (Head head : heads) {
      if (current == null || head.seq() < current.seq()) {
        current = head;
      }
    }
    return current != null;
  }

  Version version() {
    return current.cursor.version();
  }

  /** Null if the row is gone. */
  RowView row() {
    return current.cursor.row();
  }

  RowKey key() {
    return current.cursor.key();
  }

  ScopeTable table() {
    return current.table;
  }

  private record Head(ScopeTable table, ChangeCursor cursor) {
    long seq() {
      return cursor.version().seq();
    }
  }
}
