package org.syncline.web;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.ChangeSink;
import org.syncline.model.ReplicaState;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;
import org.syncline.tenant.Tenant;

/** A tenant without a database, for tests that must not reach one. */
final class Nobody implements Tenant {
  @Override
  public String name() {
    return "";
  }

  @Override
  public ReplicaState newReplica(List<Object> parameters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Download download(Service service, Scope scope, ReplicaState replica, ChangeSink batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Upload upload(Service service, Scope scope, UploadRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Check> check() {
    return List.of(
        new Check("database", true, "opens"), new Check("<b>triggers</b>", false, "a & b"));
  }

  @Override
  public EntityManagerFactory entityManagers(String persistenceUnit) {
    throw new UnsupportedOperationException();
  }
}
