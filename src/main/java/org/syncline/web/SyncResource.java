package org.syncline.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * Takes every request under {@code /sync} that no more literal resource takes. The protocol's rules
 * for paths, verbs and negotiation are not those of JAX-RS, so {@link Router} applies them.
 */
@RequestScoped
@Path("{path: .*}")
public class SyncResource {
  @Inject SyncDoor door;

  @GET
  public Response get(@Context HttpServletRequest request) {
    return answer(request);
  }

  @HEAD
  public Response head(@Context HttpServletRequest request) {
    return answer(request);
  }

  @POST
  public Response post(@Context HttpServletRequest request) {
    return answer(request);
  }

  @PUT
  public Response put(@Context HttpServletRequest request) {
    return answer(request);
  }

  @PATCH
  public Response patch(@Context HttpServletRequest request) {
    return answer(request);
  }

  @DELETE
  public Response delete(@Context HttpServletRequest request) {
    return answer(request);
  }

  @OPTIONS
  public Response options(@Context HttpServletRequest request) {
    return answer(request);
  }

  private Response answer(HttpServletRequest request) {
    return HttpExchange.response(door.answer(HttpExchange.call(request), request::getInputStream));
  }
}
