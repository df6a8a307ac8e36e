package org.syncline.engine.intercept;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.syncline.engine.Directions;
import org.syncline.engine.intercept.Slot.Kind;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Conflict;
import org.syncline.scope.Resolution;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** The application's part in one request. For one thread. */
public final class Interception {
  private final Interceptors interceptors;
  private final Service service;
  private final Scope scope;
  private final SyncOperations operation;
  private final SyncContext context;
  private final Map<String, String> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Interception(
      Interceptors interceptors,
      Service service,
      Scope scope,
      SyncOperations operation,
      SyncCallFacts facts) {
    this.interceptors = interceptors;
    this.service = service;
    this.scope = scope;
    this.operation = operation;
    this.context = new SyncContext(service, scope, operation, facts, responseHeaders);
  }

  /** Before a download. */
  public void request() {
    interceptors.at(slot(Kind.REQUEST, "")).ifPresent(i -> i.call(context));
  }

  /** Before an upload; gives what to make of it. */
  public Directions request(List<UploadedChange> sent) {
    List<IncomingChange> changes = sent.stream().map(IncomingChange::new).toList();
    Map<IncomingChange, String> rejected = new HashMap<>();
    interceptors
        .at(slot(Kind.REQUEST, ""))
        .ifPresent(i -> call(i, new SyncUploadRequestContext(context, changes, rejected)));
    Set<String> types = new LinkedHashSet<>();
    changes.forEach(change -> types.add(change.type().name()));
    for (String type : types) {
      interceptors
          .at(slot(Kind.REQUEST, type))
          .ifPresent(
              i -> {
                List<IncomingChange> ofType =
                    changes.stream().filter(c -> c.type().name().equals(type)).toList();
                call(i, new SyncUploadRequestContext(context, ofType, rejected));
              });
    }
    Map<Integer, String> reasons = new HashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      if (rejected.containsKey(changes.get(i))) {
        reasons.put(i, rejected.get(changes.get(i)));
      }
    }
    return new Directions(
        changes.stream().map(IncomingChange::change).toList(), reasons, this::resolve);
  }

  private Optional<Resolution> resolve(Conflict conflict) {
    return interceptors
        .conflict(slot(Kind.CONFLICT, conflict.client().type().name()))
        .map(i -> (Resolution) i.call(new SyncConflictContext(context, conflict)));
  }

  /** After an upload. */
  public void response(Collection<UploadOutcome> outcomes) {
    List<Row> inserted = new ArrayList<>();
    List<UploadOutcome> conflicts = new ArrayList<>();
    Map<UploadOutcome, String> typeOf = new LinkedHashMap<>();
    Set<String> types = new LinkedHashSet<>();
    for (UploadOutcome outcome : outcomes) {
      if (outcome instanceof UploadOutcome.Inserted insert) {
        inserted.add(insert.stored());
        types.add(insert.stored().type().name());
      }
    }
    for (UploadOutcome outcome : outcomes) {
      Change live = live(outcome);
      if (live != null) {
        conflicts.add(outcome);
        typeOf.put(outcome, live.type().name());
        types.add(live.type().name());
      }
    }
    interceptors
        .at(slot(Kind.RESPONSE, ""))
        .ifPresent(i -> call(i, new SyncUploadResponseContext(context, inserted, conflicts)));
    for (String type : types) {
      interceptors
          .at(slot(Kind.RESPONSE, type))
          .ifPresent(
              i ->
                  call(
                      i,
                      new SyncUploadResponseContext(
                          context,
                          inserted.stream().filter(r -> r.type().name().equals(type)).toList(),
                          conflicts.stream().filter(c -> typeOf.get(c).equals(type)).toList())));
    }
  }

  /** Null for outcomes that are neither conflicts nor errors. */
  private static Change live(UploadOutcome outcome) {
    if (outcome instanceof UploadOutcome.Conflicted conflicted) {
      return conflicted.live();
    }
    return outcome instanceof UploadOutcome.Failed failed ? failed.live() : null;
  }

  /** Whether somebody wants to see what a download brings. */
  public boolean looksAtBatches() {
    return interceptors.has(Kind.RESPONSE, service, scope, operation);
  }

  /**
   * After a batch was filled.
   *
   * @param batch need not be complete unless {@link #looksAtBatches()}
   */
  public void response(List<Change> batch, boolean last) {
    interceptors
        .at(slot(Kind.RESPONSE, ""))
        .ifPresent(i -> call(i, new SyncDownloadResponseContext(context, batch, last)));
    Set<String> types = new LinkedHashSet<>();
    batch.forEach(change -> types.add(change.type().name()));
    for (String type : types) {
      interceptors
          .at(slot(Kind.RESPONSE, type))
          .ifPresent(
              i -> {
                List<Change> ofType =
                    batch.stream().filter(c -> c.type().name().equals(type)).toList();
                call(i, new SyncDownloadResponseContext(context, ofType, last));
              });
    }
  }

  /** What interceptors added to the answer. */
  public Map<String, String> responseHeaders() {
    return Map.copyOf(responseHeaders);
  }

  private Slot slot(Kind kind, String type) {
    return new Slot(kind, service.name(), InterceptorReader.folded(scope.name()), operation, type);
  }

  private static void call(InterceptorMethod interceptor, SyncContext given) {
    interceptor.call(given);
  }
}
