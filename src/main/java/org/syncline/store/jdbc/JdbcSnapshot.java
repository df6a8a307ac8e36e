package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.syncline.engine.ChangeCursor;
import org.syncline.engine.FeedSnapshot;
import org.syncline.engine.PendingChange;
import org.syncline.engine.RowCursor;
import org.syncline.model.Anchor;
import org.syncline.scope.ScopeTable;

/** A transaction at snapshot isolation; its first statement fixes what all of them see. */
final class JdbcSnapshot implements FeedSnapshot {
  private final Connection connection;
  private final List<TableSql> tables;
  private final List<Object> parameters;
  private final Clock clock;
  private final Dialect dialect;
  private final List<Page> open = new ArrayList<>();

  JdbcSnapshot(
      Connection connection, Dialect dialect, List<TableSql> tables, List<Object> parameters)
      throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    this.tables = tables;
    this.parameters = parameters;
    this.clock = Clock.read(connection, dialect);
  }

  @Override
  public UUID epoch() {
    return clock.epoch();
  }

  @Override
  public Anchor head() {
    return clock.head();
  }

  @Override
  public Anchor anchorAt(long seq) {
    return ask("reading the clock", () -> Clock.anchorAt(connection, dialect, seq));
  }

  @Override
  public boolean holds(Anchor anchor) {
    return ask("reading the clock", () -> clock.holds(connection, dialect, anchor));
  }

  @Override
  public boolean applied(UUID replica, long upload) {
    return ask("looking for a receipt", () -> Receipts.has(connection, replica, upload));
  }

  @Override
  public OptionalInt lastUploadFrom(UUID replica) {
    return ask("looking for receipts", () -> Receipts.lastNode(connection, dialect, replica));
  }

  @Override
  public RowCursor rows(ScopeTable table, List<Object> after) {
    return ask(
        "reading " + table.sqlName(),
        () -> {
          closeCursors();
          return keep(new TableRows(connection, tables.get(table.order()), parameters, after));
        });
  }

  @Override
  public ChangeCursor changes(ScopeTable table, long after, long upTo) {
    return ask(
        "reading changes of " + table.sqlName(),
        () ->
            keep(
                new TrackedChanges(
                    connection, tables.get(table.order()), parameters, after, upTo)));
  }

  @Override
  public Optional<List<PendingChange>> unnumbered(int most) {
    return ask(
        "reading changes without a number",
        () -> new Unnumbered(connection, dialect, tables, parameters).read(most));
  }

  @Override
  public void close() {
    ask(
        "closing a snapshot",
        () -> {
          try (connection) {
            closeCursors();
            connection.rollback();
          }
          return null;
        });
  }

  private <T extends Page> T keep(T page) {
    open.add(page);
    return page;
  }

  private void closeCursors() throws SQLException {
    for (Page page : open) {
      page.close();
    }
    open.clear();
  }

  private <T> T ask(String doing, Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException e) {
      throw Failures.translate(doing, e);
    }
  }

  private interface Question<T> {
    T answer() throws SQLException;
  }
}
