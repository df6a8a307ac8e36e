package org.syncline.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.syncline.tenant.Tenants;

/** {@code GET /sync/services.json}: what the landing page shows. */
@RequestScoped
@Path("services.json")
public class ServicesResource {
  @Inject Tenants tenants;
  @Inject WebSettings settings;

  @GET
  public Response services() {
    return HttpExchange.response(Reply.of(200, new ServiceList(settings).of(tenants.catalog())));
  }
}
