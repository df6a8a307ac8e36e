package org.syncline.web;

import java.util.Map;
import org.syncline.model.SyncException;
import org.syncline.wire.Csdl;
import org.syncline.wire.Formats;
import org.syncline.wire.Payload;
import org.syncline.wire.ServiceDocument;

/** The OData + Sync door: from a request to its answer. */
final class SyncDoor {
  private final Router router;
  private final Transfers transfers;
  private final Addresses addresses;
  private final Diagnostics diagnostics;

  SyncDoor(Router router, Transfers transfers, Addresses addresses, Diagnostics diagnostics) {
    this.router = router;
    this.transfers = transfers;
    this.addresses = addresses;
    this.diagnostics = diagnostics;
  }

  /**
   * @throws SyncException if the request is refused
   */
  Reply answer(HttpCall http, BodySource body) {
    SyncCall call = router.route(http);
    return switch (call.operation()) {
      case ROOT -> new Reply(302, Map.of("Location", scopesAddress(http.path())), null);
      case DIAG -> Reply.of(200, diagnostics.of(call, http, addresses.home(call.tenant())));
      case SYNC_SCOPES -> served(scopes(call));
      case METADATA -> served(Csdl.of(call.scope()));
      case DOWNLOAD_CHANGES -> versioned(transfers.download(call, http, body));
      case UPLOAD_CHANGES -> versioned(transfers.upload(call, http, body));
    };
  }

  /** Relative: by which name and proxy the caller came, only he knows for certain. */
  private static String scopesAddress(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? "$syncscopes" : "./" + last + "/$syncscopes";
  }

  private static Reply served(Payload body) {
    return versioned(Reply.of(200, body));
  }

  private static Reply versioned(Reply reply) {
    return reply.with("SyncServiceVersion", "1.0");
  }

  /** XML whatever Accept says, unless JSON is asked for by name (wire reference, section 5). */
  private Payload scopes(SyncCall call) {
    return call.format() == Formats.JSON
        ? ServiceDocument.json(call.service())
        : ServiceDocument.xml(call.service(), root(call));
  }

  private String root(SyncCall call) {
    return addresses.service(call.tenant(), call.service());
  }
}
