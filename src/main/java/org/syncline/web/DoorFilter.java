package org.syncline.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;

/**
 * Keeps the server's own opinions out of the protocol. JAX-RS refuses {@code Accept} and {@code
 * Content-Type} headers that it cannot parse before any of our code runs, and the server answers
 * such refusals with HTML pages: so requests reach JAX-RS without {@code Accept}, which nothing but
 * the protocol heeds here, and requests to services also without {@code Content-Type} (the door
 * reads both from the {@link HttpCall}). Whatever error the server still wants to report goes out
 * as ours do. Nothing under this path may be kept by a cache on the way.
 */
public class DoorFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Refusals refusals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpCall call = HttpExchange.call(request);
    boolean service = call.path().toLowerCase(Locale.ROOT).contains(".svc");
    response.setHeader("Cache-Control", HttpExchange.NO_STORE);
    HttpServletResponse ours = new OurErrors(response, call);
    try {
      chain.doFilter(new Unnegotiated(request, call, service), ours);
    } catch (ServletException | RuntimeException e) {
      if (response.isCommitted()) {
        throw e; // the answer is on its way; all that is left is to cut it
      }
      response.reset();
      HttpExchange.send(refusals.of(e, call), response);
    }
  }

  private static final class Unnegotiated extends HttpServletRequestWrapper {
    private final boolean typeHidden;

    /**
     * @param typeHidden not where an application's own resource, such as a login, may read a body
     */
    Unnegotiated(HttpServletRequest request, HttpCall call, boolean typeHidden) {
      super(request);
      this.typeHidden = typeHidden;
      setAttribute(HttpExchange.CALL, call);
    }

    private boolean hidden(String name) {
      return name.equalsIgnoreCase("Accept")
          || (typeHidden && name.equalsIgnoreCase("Content-Type"));
    }

    @Override
    public String getContentType() {
      return typeHidden ? null : super.getContentType();
    }

    @Override
    public String getHeader(String name) {
      return hidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      var names = Collections.list(super.getHeaderNames());
      names.removeIf(this::hidden);
      return Collections.enumeration(names);
    }
  }

  private final class OurErrors extends HttpServletResponseWrapper {
    private final HttpCall call;

    OurErrors(HttpServletResponse response, HttpCall call) {
      super(response);
      this.call = call;
    }

    @Override
    public void sendError(int status) throws IOException {
      resetBuffer();
      HttpExchange.send(refusals.ofStatus(status, call), (HttpServletResponse) getResponse());
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }
  }
}
