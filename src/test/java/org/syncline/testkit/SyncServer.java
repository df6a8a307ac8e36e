package org.syncline.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.syncline.engine.Downloads;
import org.syncline.engine.FeedStore;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.engine.UploadStore;
import org.syncline.engine.UploadTransaction;
import org.syncline.engine.Uploads;
import org.syncline.model.ReplicaState;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.provision.Provisioning;

/** The engine on a real database, without HTTP and without a container. */
public final class SyncServer implements AutoCloseable {
  private final ListsDatabase database;
  private final Service service;
  private final Sequencer sequencer;
  private final FeedStore feeds;
  private final Downloads downloads;
  private final UploadStore uploadStore;
  private Intruder intruder = () -> {};
  private Intruder earlyIntruder = () -> {};
  private int holds;

  private SyncServer(ListsDatabase database, Service service) throws SQLException {
    this.database = database;
    this.service = service;
    var dialect = database.kind().dialect();
    var services = List.of(service);
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    var provisioning = new Provisioning(dialect, tables.values());
    try (Connection connection = database.pool().getConnection()) {
      provisioning.createTables(connection);
      provisioning.track(connection);
    }
    this.sequencer = new Sequencer(database.pool(), dialect, tables, false, Duration.ofSeconds(10));
    this.feeds = new JdbcFeedStore(database.pool(), dialect, sequencer, services, tables);
    this.downloads = new Downloads(feeds);
    UploadStore store =
        new JdbcUploadStore(database.pool(), dialect, database.unit().writer(), services, tables);
    this.uploadStore = scope -> intruded(store.begin(scope));
  }

  /** Lets somebody do something after the next upload has locked its rows and before it writes. */
  public void onceRowsAreLocked(Intruder work) {
    intruder = work;
  }

  /** Lets somebody do something after the next upload has begun and before it locks its rows. */
  public void beforeRowsAreLocked(Intruder work) {
    earlyIntruder = work;
  }

  public FeedStore feeds() {
    return feeds;
  }

  /** How often uploads have locked and read rows, any number of them at once. */
  public int holds() {
    return holds;
  }

  /** What others do in the middle of an upload. */
  public interface Intruder {
    void act() throws Exception;
  }

  private UploadTransaction intruded(UploadTransaction transaction) {
    return (UploadTransaction)
        Proxy.newProxyInstance(
            SyncServer.class.getClassLoader(),
            new Class<?>[] {UploadTransaction.class},
            (proxy, method, arguments) -> {
              try {
                if (method.getName().equals("hold")) {
                  Intruder once = earlyIntruder;
                  earlyIntruder = () -> {};
                  once.act();
                }
                Object answer = method.invoke(transaction, arguments);
                if (method.getName().equals("hold")) {
                  holds++;
                  Intruder once = intruder;
                  intruder = () -> {};
                  once.act();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  public static SyncServer start() throws SQLException {
    return start(DatabaseKind.H2);
  }

  public static SyncServer start(DatabaseKind kind) throws SQLException {
    ListsDatabase database = ListsDatabase.open(kind);
    return new SyncServer(database, database.service());
  }

  /**
   * On a database that another server may have run on before.
   *
   * @param service over tables of that database; uploads need the sample's
   */
  public static SyncServer start(ListsDatabase database, Service service) throws SQLException {
    return new SyncServer(database, service);
  }

  public ListsDatabase database() {
    return database;
  }

  public Scope scope() {
    return service.scopes().get(0);
  }

  public Downloads downloads() {
    return downloads;
  }

  /** As the background does it. */
  public void number() {
    sequencer.numberMany();
  }

  public Upload upload(
      ConflictPolicy policy, ReplicaState replica, String blob, List<UploadedChange> changes) {
    return new Uploads(uploadStore, feeds, policy)
        .upload(
            scope(), new UploadRequest(Optional.of(replica), blob, replica.parameters(), changes));
  }

  public Upload upload(ConflictPolicy policy, UploadRequest request) {
    return new Uploads(uploadStore, feeds, policy).upload(scope(), request);
  }

  public Upload uploadWithoutBlob(List<Object> parameters, List<UploadedChange> changes) {
    return new Uploads(uploadStore, feeds, ConflictPolicy.CLIENT_WINS)
        .upload(scope(), new UploadRequest(Optional.empty(), "", parameters, changes));
  }

  public Service service() {
    return service;
  }

  /** A replica of one user that has nothing yet. */
  public ReplicaState newReplica(UUID user) throws SQLException {
    try (Connection connection = database.connect();
        var rows = connection.createStatement().executeQuery("SELECT EPOCH FROM SYNCLINE_CLOCK")) {
      rows.next();
      List<Object> parameters = new ArrayList<>();
      parameters.add(user);
      return ReplicaState.fresh(UUID.randomUUID(), rows.getObject(1, UUID.class), parameters);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
