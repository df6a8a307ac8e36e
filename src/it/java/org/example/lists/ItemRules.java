package org.example.lists;

import jakarta.enterprise.context.ApplicationScoped;
import org.syncline.engine.intercept.IncomingChange;
import org.syncline.engine.intercept.SyncConflictContext;
import org.syncline.engine.intercept.SyncConflictInterceptor;
import org.syncline.engine.intercept.SyncContext;
import org.syncline.engine.intercept.SyncOperations;
import org.syncline.engine.intercept.SyncRequestInterceptor;
import org.syncline.engine.intercept.SyncResponseInterceptor;
import org.syncline.engine.intercept.SyncUploadRequestContext;
import org.syncline.model.Change;
import org.syncline.scope.Resolution;

/** What the sample's items have to be like. */
@ApplicationScoped
public class ItemRules {
  /** Before an upload is applied: a bad row is rejected, and an untidy one tidied. */
  @SyncRequestInterceptor(
      scopes = "DefaultScope",
      operations = SyncOperations.UPLOAD,
      type = "Item")
  public void tidyUp(SyncUploadRequestContext upload) {
    for (IncomingChange change : upload.incomingChanges()) {
      if (!change.isDeletion() && change.get("Name") instanceof String name) {
        if (name.contains("something")) {
          upload.rejectChange(change, "say what is to be done");
        }
        change.set("Name", name.strip());
      }
    }
  }

  /** Both sides changed an item: both names live on. */
  @SyncConflictInterceptor(scopes = "DefaultScope", type = "Item")
  public Resolution keepBothNames(SyncConflictContext conflict) {
    if (conflict.clientChange() instanceof Change.Live client
        && conflict.serverChange() instanceof Change.Live server) {
      int name = server.row().type().positionOf("Name");
      String both = server.row().value(name) + " / " + client.row().value(name);
      return new Resolution.Merge(server.row().with(name, both));
    }
    return null; // one side deleted it: as the table's strategy says
  }

  /** Into every answer: who asked, by a header that the client sends. */
  @SyncResponseInterceptor(scopes = "DefaultScope")
  public void greet(SyncContext call) {
    call.requestHeaders().getOrDefault("X-Device", java.util.List.of()).stream()
        .findFirst()
        .ifPresent(device -> call.setResponseHeader("X-Hello", device));
  }
}
