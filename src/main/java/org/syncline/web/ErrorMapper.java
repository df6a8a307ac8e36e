package org.syncline.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The one place where a request that failed turns into an answer. */
@Provider
@ApplicationScoped
public class ErrorMapper implements ExceptionMapper<Throwable> {
  @Inject Refusals refusals;
  @Context HttpServletRequest request;

  @Override
  public Response toResponse(Throwable fault) {
    return HttpExchange.response(refusals.of(fault, HttpExchange.call(request)));
  }
}
