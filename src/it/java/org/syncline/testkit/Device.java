package org.syncline.testkit;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A device that speaks OData + Sync as the original .NET client does, and refuses what that one or
 * one of the others would choke on (wire reference, section 24): every answer is 200 with its
 * length; each tempId comes back exactly once; more to come only with rows and a new blob; full
 * rows with type and id. A download becomes visible as a whole, when the server says that there is
 * no more. Not thread-safe.
 */
public final class Device {
  /** No test here is so large that an honest server would need more. */
  private static final int MOST_BATCHES = 200_000;

  private final String name;
  private final UUID user;
  private final SyncHttp http;
  private final Random random;
  private final LocalRows rows = new LocalRows();
  private final Map<String, WireEntity> staged = new LinkedHashMap<>();
  private final Set<String> everSeen = new HashSet<>();
  private final List<WireEntity> conflicts = new ArrayList<>();
  private final List<WireEntity> errors = new ArrayList<>();
  private Supplier<Dialogue> dialogue = () -> Dialogue.JSON;
  private Consumer<byte[]> listener = answer -> {};
  private String blob = "";

  /**
   * @param server address of the server, with a slash at the end
   * @param seed for what it draws: tempIds, formats
   */
  public Device(String name, URI server, UUID user, long seed) {
    this.name = name;
    this.user = user;
    this.random = new Random(seed);
    this.http =
        new SyncHttp(
            server.resolve("sync/DefaultScopeSyncService.svc/DefaultScope/"), "userid=" + user);
  }

  /** Speaks like this from now on. */
  public Device speaking(Dialogue always) {
    dialogue = () -> always;
    return this;
  }

  /** Mixes both formats and compression from now on. */
  public Device speakingAnything() {
    dialogue = () -> Dialogue.any(random);
    return this;
  }

  /** Sees every answer as it came, decompressed. */
  public Device listening(Consumer<byte[]> newListener) {
    listener = newListener;
    return this;
  }

  public UUID user() {
    return user;
  }

  /** All rows by {@code Type(Key=literal)}, each with its values by column name. */
  public Map<String, Map<String, Object>> rows() {
    return rows.all();
  }

  /** The values of one row by column name, or null. */
  public Map<String, Object> row(String id) {
    Map<String, Object> values = rows.values(id);
    return values == null ? null : new LinkedHashMap<>(values);
  }

  /** The ids of all rows and tombstones that any answer has named. */
  public Set<String> everSeen() {
    return Collections.unmodifiableSet(everSeen);
  }

  /** Live entities of all conflicts so far; {@link WireEntity#outcome} has the rest. */
  public List<WireEntity> conflicts() {
    return Collections.unmodifiableList(conflicts);
  }

  /** Live entities of all errors so far; {@link WireEntity#outcome} has the rest. */
  public List<WireEntity> errors() {
    return Collections.unmodifiableList(errors);
  }

  public long bytesReceived() {
    return http.bytesReceived();
  }

  /** The last blob received; empty before the first one. */
  public String blob() {
    return blob;
  }

  /** Goes back to a blob that was valid before, as clients do that lost the last one. */
  public void replay(String oldBlob) {
    blob = oldBlob;
    staged.clear();
  }

  /** Drops everything, as a client does that was told to start over. */
  public void startOver() {
    rows.clear();
    staged.clear();
    blob = "";
  }

  /**
   * What outlives the device's process: rows, what waits, batches of an unfinished download and the
   * blob, written in one transaction.
   */
  public static final class Stored {
    private final LocalRows rows;
    private final Map<String, WireEntity> staged;
    private final String blob;

    private Stored(Device device) {
      rows = device.rows.copy();
      staged = new LinkedHashMap<>(device.staged);
      blob = device.blob;
    }
  }

  public Stored store() {
    return new Stored(this);
  }

  /** Its process was killed, and begins again with what it had stored. */
  public void restart(Stored stored) {
    rows.become(stored.rows);
    staged.clear();
    staged.putAll(stored.staged);
    blob = stored.blob;
  }

  /** The user inserts or updates a row; sent at the next upload. Returns its id. */
  public String put(ListsTable table, Map<String, Object> values) {
    rows.put(table, values, newTempId());
    return table.id(values);
  }

  /** The user changes one column of a row. */
  public void change(ListsTable table, String id, String column, Object value) {
    Map<String, Object> values = row(id);
    Checks.require(values != null, name + " has no such row", id);
    table.column(column);
    values.put(column, value);
    put(table, values);
  }

  /** The user deletes a row; sent at the next upload. */
  public void remove(String id) {
    rows.remove(id);
  }

  /** Uploads what waits, if anything does, then downloads to a checkpoint. */
  public void sync() throws IOException {
    if (!rows.pending().isEmpty()) {
      upload();
    }
    download();
  }

  /** Uploads all that waits, be it nothing. */
  public void upload() throws IOException {
    deliver(nextUpload());
  }

  private String newTempId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** As {@link #nextUpload}, but with new tempIds, as the .NET clients draw them per request. */
  public PreparedUpload nextUploadWithNewTempIds() {
    rows.renewTempIds(this::newTempId);
    return nextUpload();
  }

  /** An upload, ready to be sent more than once. */
  public PreparedUpload nextUpload() {
    WireMessage message = new WireMessage(false, blob, List.copyOf(rows.pending().values()));
    return new PreparedUpload(dialogue.get(), message, List.copyOf(rows.pending().keySet()));
  }

  /** Sends an upload and takes its answer to heart. */
  public void deliver(PreparedUpload upload) throws IOException {
    WireMessage answer = exchangeUpload(upload);
    UploadAnswer.check(upload.message(), answer);
    rows.settled(upload.ids());
    upload.ids().forEach(staged::remove);
    for (WireEntity entity : answer.entities()) {
      if (entity.outcome() instanceof WireEntity.Conflict) {
        conflicts.add(entity);
      } else if (entity.outcome() instanceof WireEntity.Failure) {
        errors.add(entity);
      }
      staged.remove(entity.id());
      rows.apply(entity);
    }
    blob = answer.blob();
  }

  /** Sends an upload, but its answer is lost on the way: the device learns nothing from it. */
  public void deliverAndLoseTheAnswer(PreparedUpload upload) throws IOException {
    exchangeUpload(upload);
  }

  private WireMessage exchangeUpload(PreparedUpload upload) throws IOException {
    Dialogue how = upload.dialogue();
    byte[] answer =
        http.post("UploadChanges", how.request(), upload.body(), how.answer(), how.gzip());
    return read(how.answer(), answer);
  }

  /**
   * Downloads until there is no more, then makes it visible at once. When it fails on the way, the
   * next call goes on from the last batch that came.
   *
   * @return what came, in the order in which it came; rows that came twice are in it twice
   */
  public List<WireEntity> download() throws IOException {
    List<WireEntity> received = new ArrayList<>();
    for (int batches = 1; ; batches++) {
      Checks.require(batches <= MOST_BATCHES, "the download does not end", name);
      WireMessage batch = downloadBatch();
      received.addAll(batch.entities());
      if (!batch.more()) {
        return received;
      }
    }
  }

  /** Downloads one batch; after the last one of a run, all of the run becomes visible. */
  public WireMessage downloadBatch() throws IOException {
    WireMessage batch = exchangeDownload();
    Checks.require(!(batch.more() && batch.entities().isEmpty()), "more, but no rows", name);
    Checks.require(!(batch.more() && batch.blob().equals(blob)), "more, but the same blob", name);
    DownloadedBatch.check(batch);
    for (WireEntity entity : batch.entities()) {
      staged.remove(entity.id());
      staged.put(entity.id(), entity);
    }
    blob = batch.blob();
    if (!batch.more()) {
      checkpoint();
    }
    return batch;
  }

  private void checkpoint() {
    for (Map.Entry<String, WireEntity> entry : staged.entrySet()) {
      if (!rows.pending().containsKey(entry.getKey())) {
        rows.apply(entry.getValue());
      }
    }
    staged.clear();
  }

  private WireMessage exchangeDownload() throws IOException {
    Dialogue now = dialogue.get();
    if (blob.isEmpty() && random.nextBoolean()) {
      return read(now.answer(), http.get("DownloadChanges", now.answer(), now.gzip()));
    }
    // The original client never sets the flag for downloads, so it is always true.
    byte[] request = now.request().write(new WireMessage(true, blob, List.of()));
    return read(
        now.answer(),
        http.post("DownloadChanges", now.request(), request, now.answer(), now.gzip()));
  }

  private WireMessage read(WireFormat format, byte[] answer) {
    listener.accept(answer);
    WireMessage message = format.read(answer);
    for (WireEntity entity : message.entities()) {
      EntityIdCheck.check(entity);
      everSeen.add(entity.id());
      if (entity.outcome() != null) {
        EntityIdCheck.check(entity.outcome().losing());
        everSeen.add(entity.outcome().losing().id());
      }
    }
    return message;
  }

  /**
   * An upload whose bytes are the same however often it is sent.
   *
   * @param ids of the rows in it
   */
  public record PreparedUpload(Dialogue dialogue, WireMessage message, List<String> ids) {
    byte[] body() {
      return dialogue.request().write(message);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** For a message: counts by table. */
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new HashMap<>();
    rows.all()
        .keySet()
        .forEach(id -> sizes.merge(id.substring(0, id.indexOf('(')), 1, Integer::sum));
    return sizes;
  }
}
