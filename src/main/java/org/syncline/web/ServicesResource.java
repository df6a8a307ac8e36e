package org.syncline.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.syncline.tenant.Tenants;

/** {@code GET /sync/services.json}: what the landing page shows. */
@RequestScoped
@Path("services.json")
public class ServicesResource {
  @Inject Tenants tenants;
  @Inject WebSettings settings;

  @GET
  public Response services(@Context HttpServletRequest request) {
    boolean diag = settings.diag().serves(HttpExchange.call(request));
    ServiceList list = new ServiceList(settings.publicUrl(), diag);
    return HttpExchange.response(Reply.of(200, list.of(tenants.catalog())));
  }
}
