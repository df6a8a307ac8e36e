package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.syncline.engine.Download;
import org.syncline.model.ReplicaState;
import org.syncline.scope.Scope;
import org.syncline.testkit.CollectedBatch;

/** Who will have to start over, before it happens. */
class SightingsTest extends ListsTenant {
  private static final UUID ANNA = new UUID(1, 1);

  @Test
  void says_who_will_have_to_start_over_and_when() throws Exception {
    execute("INSERT INTO \"Tag\" VALUES (1, 'one')");
    ReplicaState away = download(tenant.newReplica(List.of(ANNA)));
    assertThat(retention())
        .contains("history goes back 90 days, to change 0; 0 replicas are known, 0 of them")
        .contains("the others have everything");
    tenant.writeSightings();
    assertThat(retention()).contains("1 replicas are known").contains("the others have everything");

    execute("INSERT INTO \"Tag\" VALUES (2, 'two')");
    ReplicaState current = download(tenant.newReplica(List.of(ANNA)));
    tenant.writeSightings();
    Instant missed = Instant.now().minus(Duration.ofDays(80)).truncatedTo(ChronoUnit.SECONDS);
    makePassesAt(missed);
    assertThat(retention())
        .contains("2 replicas are known, 0 of them must start over; next")
        .contains(away.replica() + " of DefaultScope, last seen ")
        .contains("from " + missed.plus(Duration.ofDays(90)) + " on")
        .doesNotContain(current.replica().toString());

    makePassesAt(missed.minus(Duration.ofDays(20)));
    tenant.purge(Duration.ofDays(90));
    assertThat(retention())
        .contains("to change 2; 2 replicas are known, 1 of them must start over")
        .contains("the others have everything");

    execute("UPDATE SYNCLINE_REPLICA SET SEEN_AT = DATEADD(DAY, -91, SEEN_AT)");
    tenant.purge(Duration.ofDays(90));
    assertThat(retention()).contains("1 replicas are known, 0 of them");
    download(current);
  }

  private String retention() {
    return tenant.diagnose().stream()
        .filter(check -> check.name().equals("Retention"))
        .findFirst()
        .orElseThrow()
        .comment();
  }

  private void makePassesAt(Instant moment) throws Exception {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("UPDATE SYNCLINE_PASS SET MADE_AT = ?")) {
      statement.setTimestamp(1, Timestamp.from(moment));
      statement.executeUpdate();
    }
  }

  private ReplicaState download(ReplicaState state) {
    Scope scope = service.scopes().get(0);
    Download answer;
    ReplicaState now = state;
    do {
      answer = tenant.download(service, scope, now, new CollectedBatch());
      now = answer.next();
    } while (answer.more());
    return now;
  }
}
