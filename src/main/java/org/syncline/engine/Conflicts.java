package org.syncline.engine;

import java.util.Objects;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.scope.Conflict;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.ConflictRule;
import org.syncline.scope.Resolution;
import org.syncline.scope.ScopeTable;

/**
 * Says how conflicts end: the application is asked first, then the table's rule, then the policy.
 */
final class Conflicts {
  private final Directions.Resolver application;
  private final ConflictPolicy policy;

  Conflicts(Directions.Resolver application, ConflictPolicy policy) {
    this.application = application;
    this.policy = policy;
  }

  Resolution resolve(ScopeTable table, Conflict conflict) {
    Resolution resolution =
        application.resolve(conflict).orElseGet(() -> byRule(table.conflicts(), conflict));
    if (resolution instanceof Resolution.Merge merge
        && (merge.row() == null || !merge.row().key().equals(conflict.client().key()))) {
      throw new IllegalStateException(
          "a conflict over %s was merged to %s; it takes a row with the same key"
              .formatted(conflict.client().key(), merge.row()));
    }
    return resolution;
  }

  private Resolution byRule(ConflictRule rule, Conflict conflict) {
    if (rule instanceof ConflictRule.Always always) {
      return by(always.policy());
    }
    if (rule instanceof ConflictRule.Custom custom) {
      return Objects.requireNonNull(
          custom.merger().resolve(conflict), () -> custom.merger() + " settled nothing");
    }
    if (conflict.client() instanceof Change.Live client
        && conflict.server() instanceof Change.Live server) {
      if (rule instanceof ConflictRule.LastWriter last) {
        return lastWriter(client.row().value(last.column()), server.row().value(last.column()));
      }
      if (rule instanceof ConflictRule.MergeColumns && conflict.base().isPresent()) {
        return merged(client.row(), server.row(), conflict.base().get());
      }
    }
    return by(policy);
  }

  private static Resolution by(ConflictPolicy policy) {
    return policy == ConflictPolicy.CLIENT_WINS
        ? new Resolution.ClientWins()
        : new Resolution.ServerWins();
  }

  private static Resolution lastWriter(Object client, Object server) {
    boolean clientIsLater = client != null && (server == null || compare(client, server) > 0);
    return clientIsLater ? new Resolution.ClientWins() : new Resolution.ServerWins();
  }

  /** Values of one column are of one class; only those that compare are let in at the start. */
  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  /** Three-way: whoever differs from the base has changed the column. */
  private Resolution merged(Row client, Row server, Row base) {
    Object[] values = new Object[base.type().width()];
    for (int i = 0; i < values.length; i++) {
      boolean byClient = !Kept.same(client.value(i), base.value(i));
      boolean byServer = !Objects.deepEquals(server.value(i), base.value(i));
      boolean clients = byClient && (!byServer || policy == ConflictPolicy.CLIENT_WINS);
      values[i] = clients ? client.value(i) : server.value(i);
    }
    return new Resolution.Merge(new Row(base.type(), values));
  }
}
