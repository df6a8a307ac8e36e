package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.model.ChangeSink;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Catalog;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.tenant.Check;
import org.syncline.tenant.Tenant;
import org.syncline.tenant.Tenants;
import org.syncline.testkit.SyncServer;
import org.syncline.wire.blob.BlobSeal;

/** The door of the sample's service over a real database: all of a server but HTTP itself. */
final class LiveDoor implements AutoCloseable {
  static final String ROOT = "/DefaultScopeSyncService.svc";
  static final String DOWNLOAD = ROOT + "/DefaultScope/DownloadChanges";
  static final String UPLOAD = ROOT + "/DefaultScope/UploadChanges";
  static final String JSON = "application/json";
  static final String ATOM = "application/atom+xml";
  static final UUID ANNA = new UUID(1, 1);
  static final String USER = "userid=" + ANNA;

  /** Of the database that {@link #start} fills. */
  static final String IDS = "https://sync.example.org/sync/DefaultScopeSyncService.svc/";

  private final SyncServer server;
  private final SyncDoor door;
  private final Refusals refusals = new Refusals(Lists.FORMATS);
  private ConflictPolicy policy = ConflictPolicy.CLIENT_WINS;
  private int batchBytes = 1 << 20;

  private LiveDoor(SyncServer server) {
    this.server = server;
    var addresses =
        new Addresses("https://sync.example.org", new IdBase("https://sync.example.org"));
    Tenants tenants =
        new Tenants() {
          @Override
          public Catalog catalog() {
            return new Catalog(List.of(sized()));
          }

          @Override
          public Optional<Tenant> find(String name) {
            return name.isEmpty() ? Optional.of(new Only()) : Optional.empty();
          }
        };
    this.door =
        new SyncDoor(
            new Router(tenants, Lists.FORMATS),
            new Transfers(
                Lists.FORMATS,
                new BlobSeal(new byte[32]),
                addresses,
                LargeBodies.within(1 << 30, 16 << 20),
                RowErrors.read(key -> Optional.empty(), List.of(sized().name())),
                Interceptors.none()),
            addresses,
            Lists.diagnostics(DiagMode.EVERYBODY));
  }

  /** With user Anna, three of each reference table, and nothing else. */
  static LiveDoor start() throws SQLException {
    LiveDoor live = new LiveDoor(SyncServer.start());
    live.execute("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('" + ANNA + "', 'anna')");
    for (String table : List.of("Status", "Priority", "Tag")) {
      live.execute("INSERT INTO \"" + table + "\" VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    }
    return live;
  }

  /** Who wins from now on. */
  void policy(ConflictPolicy next) {
    policy = next;
  }

  /** Most bytes of a batch from now on. */
  void batchBytes(int bytes) {
    batchBytes = bytes;
  }

  private Service sized() {
    Service service = server.service();
    return new Service(
        service.name(), service.persistenceUnit(), service.scopes(), policy, batchBytes);
  }

  /** What another program does to the database. */
  int execute(String sql) throws SQLException {
    return server.database().execute(sql);
  }

  /** The answer to a request, refusals included. */
  Reply send(HttpCall call, String body) {
    try {
      return door.answer(
          call, () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (SyncException refused) {
      return refusals.of(refused, call);
    }
  }

  Reply get(String path, String query, String accept) {
    return send(new HttpCall("GET", path, query, accept, null, null), "");
  }

  Reply post(String path, String query, String format, String body) {
    return send(new HttpCall("POST", path, query, format, format, null), body);
  }

  /** The body of an answer that is a success. */
  static String ok(Reply reply) throws IOException {
    String text = Replies.text(reply);
    assertThat(reply.status()).as(text).isEqualTo(200);
    return text;
  }

  /** An upload in JSON with these entities, and its answer. */
  String upload(String blob, String... entities) throws IOException {
    return ok(post(UPLOAD, USER, JSON, request(blob, entities)));
  }

  /** All that a client without a blob, or with this one, gets; in the first answer's form. */
  String download(String blob) throws IOException {
    return ok(post(DOWNLOAD, USER, JSON, request(blob)));
  }

  /** A request as the .NET client builds it. */
  static String request(String blob, String... entities) {
    return "{\"d\":{\"__sync\":{\"moreChangesAvailable\":false,\"serverBlob\":\""
        + blob
        + "\"},\"results\":["
        + String.join(",", entities)
        + "]}}";
  }

  /** The blob of an answer in either format. */
  static String blob(String answer) {
    Matcher found =
        Pattern.compile("(?:\"serverBlob\":\"|<sync:serverBlob>)([^\"<]+)").matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return found.group(1).replace("\\/", "/");
  }

  static boolean more(String answer) {
    return answer.contains("moreChangesAvailable\":true")
        || answer.contains("moreChangesAvailable>true");
  }

  @Override
  public void close() throws SQLException {
    server.close();
  }

  private final class Only implements Tenant {
    @Override
    public String name() {
      return "";
    }

    @Override
    public ReplicaState newReplica(List<Object> parameters) {
      try {
        return server.newReplica((UUID) parameters.get(0));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Download download(Service service, Scope scope, ReplicaState replica, ChangeSink batch) {
      return server.downloads().download(scope, replica, batch);
    }

    @Override
    public Upload upload(Service service, Scope scope, UploadRequest request) {
      return server.upload(policy, request);
    }

    @Override
    public List<Check> check() {
      return List.of();
    }

    @Override
    public EntityManagerFactory entityManagers(String persistenceUnit) {
      throw new UnsupportedOperationException();
    }
  }
}
