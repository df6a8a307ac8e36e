package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.scope.Scope;
import org.syncline.store.jdbc.KnownReplicas;

/**
 * Which replicas were here since it was last written down, so that downloads need not write. Safe
 * for use by many threads.
 */
final class Sightings {
  /** More within a minute are not remembered; they come again. */
  private static final int MOST = 20_000;

  private final KnownReplicas replicas;
  private final Duration retention;
  private final Map<UUID, KnownReplicas.Sighting> seen = new ConcurrentHashMap<>();

  Sightings(KnownReplicas replicas, Duration retention) {
    this.replicas = replicas;
    this.retention = retention;
  }

  /** A replica that has everything up to its position. */
  void note(Scope scope, ReplicaState state) {
    if (state.position() instanceof Position.Following following && seen.size() < MOST) {
      UUID replica = state.replica();
      seen.put(
          replica, new KnownReplicas.Sighting(replica, scope.name(), following.anchor().seq()));
    }
  }

  /** What could not be written is tried again the next time. */
  void write() {
    List<KnownReplicas.Sighting> now = List.copyOf(seen.values());
    if (!now.isEmpty()) {
      replicas.seen(now);
      now.forEach(sighting -> seen.remove(sighting.replica(), sighting));
    }
  }

  /** Who will have to start over, for operators. */
  Check check(Connection connection) throws SQLException {
    KnownReplicas.Forecast forecast = replicas.forecast(connection, retention);
    String comment =
        "history goes back %d days, to change %d; %d replicas are known, %d of them must start over"
            .formatted(
                retention.toDays(), forecast.horizon(), forecast.known(), forecast.expired());
    return Check.passed("Retention", comment + next(forecast.next()));
  }

  private static String next(List<KnownReplicas.Expiry> next) {
    return next.isEmpty()
        ? "; the others have everything"
        : next.stream()
            .map(
                one ->
                    "%s of %s, last seen %s, from %s on"
                        .formatted(
                            one.replica(), one.scope(), text(one.lastSeen()), text(one.at())))
            .collect(Collectors.joining("; ", "; next, unless they come before: ", ""));
  }

  private static Instant text(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS);
  }
}
