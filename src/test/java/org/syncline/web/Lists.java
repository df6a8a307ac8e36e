package org.syncline.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.scope.Catalog;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.tenant.Tenant;
import org.syncline.tenant.Tenants;
import org.syncline.wire.blob.BlobSeal;

/** A service with one scope. */
final class Lists {
  static final EntityType TAG =
      new EntityType(
          "DefaultScope",
          "Tag",
          List.of(
              new Property("ID", EdmType.INT32, false, true),
              new Property("UserID", EdmType.GUID, false, false)));
  static final Scope SCOPE =
      new Scope(
          "DefaultScope",
          "DefaultScope",
          List.of(
              new ScopeTable(0, TAG, "TAG", List.of("ID", "USERID"), List.of(new Filter(1, 0)))),
          List.of(new Parameter("userid", EdmType.GUID)));
  static final Service SERVICE =
      new Service("ListService", "lists", List.of(SCOPE), ConflictPolicy.CLIENT_WINS, 64 * 1024);

  private Lists() {}

  static final AnswerFormats FORMATS =
      AnswerFormats.read(key -> Optional.empty(), List.of("ListService"));

  /** The default tenant and one more. */
  static Tenants tenants(Tenant... tenants) {
    return new Tenants() {
      @Override
      public Catalog catalog() {
        return new Catalog(List.of(SERVICE));
      }

      @Override
      public Optional<Tenant> find(String name) {
        return Arrays.stream(tenants).filter(tenant -> tenant.name().equals(name)).findFirst();
      }
    };
  }

  /** The whole door of one service over these tenants, as a server would put it together. */
  static SyncDoor door(Tenant... tenants) {
    return door(LargeBodies.within(Runtime.getRuntime().maxMemory(), 16 << 20), tenants);
  }

  static SyncDoor door(LargeBodies largeBodies, Tenant... tenants) {
    var addresses =
        new Addresses("https://sync.example.org", new IdBase("https://sync.example.org"));
    return new SyncDoor(
        new Router(tenants(tenants), FORMATS),
        new Transfers(
            FORMATS,
            new BlobSeal(new byte[32]),
            addresses,
            largeBodies,
            RowErrors.read(key -> Optional.empty(), List.of("ListService")),
            Interceptors.none()),
        addresses,
        diagnostics(DiagMode.EVERYBODY));
  }

  static Diagnostics diagnostics(DiagMode mode, DiagnosticsGuard... guards) {
    return diagnostics(mode, FORMATS, Interceptors.none(), guards);
  }

  static Diagnostics diagnostics(
      DiagMode mode, AnswerFormats formats, Interceptors interceptors, DiagnosticsGuard... guards) {
    return new Diagnostics(
        new WebSettings("https://sync.example.org", 8080, 1 << 20, 30, 3, mode),
        formats,
        RowErrors.read(key -> Optional.empty(), List.of("ListService")),
        interceptors,
        List.of(guards));
  }
}
