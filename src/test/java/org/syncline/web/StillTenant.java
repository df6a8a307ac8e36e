package org.syncline.web;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.ChangeSink;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;
import org.syncline.tenant.CheckResult;
import org.syncline.tenant.Tenant;

/**
 * A tenant whose database always holds one row and takes whatever it is sent. It remembers what it
 * was asked.
 */
final class StillTenant implements Tenant {
  static final UUID EPOCH = new UUID(1, 2);

  final List<ReplicaState> downloads = new ArrayList<>();
  final List<UploadRequest> uploads = new ArrayList<>();
  Runnable beforeUpload = () -> {};
  private final String name;

  StillTenant(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ReplicaState newReplica(List<Object> parameters) {
    return ReplicaState.fresh(new UUID(3, 4), EPOCH, parameters);
  }

  @Override
  public Download download(Service service, Scope scope, ReplicaState replica, ChangeSink batch) {
    downloads.add(replica);
    batch.row(new Row(Lists.TAG, 7, replica.parameters().get(0)), 0);
    var next = replica.at(new Position.Following(new Anchor(9, 9)), Set.of());
    return new Download(next, false);
  }

  @Override
  public Upload upload(Service service, Scope scope, UploadRequest request) {
    beforeUpload.run();
    uploads.add(request);
    var replica = request.replica().orElseGet(() -> newReplica(request.parameters()));
    var outcomes =
        request.changes().stream()
            .map(
                change ->
                    change.insert() && change.change() instanceof Change.Live live
                        ? new UploadOutcome.Inserted(live.row())
                        : (UploadOutcome) new UploadOutcome.Accepted())
            .toList();
    return new Upload(replica.acknowledged(1, Set.of()), outcomes);
  }

  @Override
  public List<Check> check() {
    return List.of(
        new Check("database", CheckResult.SUCCESS, "opens", ""),
        new Check("<b>triggers</b>", CheckResult.TRIGGER_DOES_NOT_EXIST, "a & b", "no <table> T"));
  }

  @Override
  public EntityManagerFactory entityManagers(String persistenceUnit) {
    throw new UnsupportedOperationException();
  }
}
