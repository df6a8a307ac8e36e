package org.syncline.tenant;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.ChangeSink;
import org.syncline.model.ReplicaState;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** A customer with a database of its own. Safe for use by many threads. */
public interface Tenant {
  /** Empty for the default tenant. */
  String name();

  /**
   * The state of a client that has nothing yet.
   *
   * @param parameters one for each parameter of the scope, null where missing
   */
  ReplicaState newReplica(List<Object> parameters);

  /**
   * Fills one batch.
   *
   * @throws org.syncline.model.SyncException UNKNOWN_REPLICA if the state is of another database or
   *     too old, BUSY if the database could not be had in time
   */
  Download download(Service service, Scope scope, ReplicaState replica, ChangeSink batch);

  /**
   * Applies an upload as a whole, or finds that it was applied before.
   *
   * @throws org.syncline.model.SyncException UNKNOWN_REPLICA if the state is of another database or
   *     too old, BUSY if locks could not be had in time; then nothing was applied
   */
  Upload upload(Service service, Scope scope, UploadRequest request);

  /** Looks at everything that must be right for this tenant's data to be safe. */
  List<Check> check();

  /** The same, and what else tells an operator why something does not work. */
  default List<Check> diagnose() {
    return check();
  }

  /**
   * How far the numbering of changes is behind.
   *
   * @throws org.syncline.model.SyncException BUSY if the database could not be had in time
   */
  default Backlog backlog() {
    return Backlog.NONE;
  }

  /** For code of the application that wants its own transactions, such as a login. */
  EntityManagerFactory entityManagers(String persistenceUnit);
}
