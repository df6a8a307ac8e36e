package org.syncline.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syncline.wire.Payload;

/** Between the server's requests and answers and ours. */
final class HttpExchange {
  /** The request attribute that keeps the call once it was read. */
  static final String CALL = HttpCall.class.getName();

  /** Answers are for this caller and this moment (wire reference, section 3). */
  static final String NO_STORE = "no-store";

  private HttpExchange() {}

  /** What the request says, even where a filter hides some of it from JAX-RS. */
  static HttpCall call(HttpServletRequest request) {
    return request.getAttribute(CALL) instanceof HttpCall known ? known : read(request);
  }

  private static HttpCall read(HttpServletRequest request) {
    return new HttpCall(
        request.getMethod(),
        path(request.getRequestURI().substring(request.getContextPath().length())),
        request.getQueryString(),
        joined(request.getHeaders("Accept")),
        request.getContentType(),
        request.getHeader("SyncServerBlob"),
        request.getHeader("User-Agent"),
        request.getHeader(RowErrors.HEADER),
        headers(request),
        request.getRemoteAddr());
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /** What follows the first segment, however many slashes stand before and after it. */
  private static String path(String uri) {
    int start = 0;
    while (start < uri.length() && uri.charAt(start) == '/') {
      start++;
    }
    int end = uri.indexOf('/', start);
    return end < 0 ? "" : uri.substring(end);
  }

  private static String joined(Enumeration<String> values) {
    return values == null || !values.hasMoreElements()
        ? null
        : String.join(",", Collections.list(values));
  }

  /** Always with its length. */
  static Response response(Reply reply) {
    Response.ResponseBuilder response = Response.status(reply.status());
    reply.headers().forEach(response::header);
    Payload body = reply.body();
    if (body == null) {
      return response.header("Content-Length", 0).build();
    }
    StreamingOutput stream = body::writeTo;
    return response
        .header("Content-Type", body.mediaType())
        .header("Content-Length", body.length())
        .entity(stream)
        .build();
  }

  /** The same without JAX-RS. */
  static void send(Reply reply, HttpServletResponse response) throws IOException {
    response.setStatus(reply.status());
    response.setHeader("Cache-Control", NO_STORE);
    reply.headers().forEach(response::setHeader);
    Payload body = reply.body();
    if (body == null) {
      response.setContentLength(0);
      return;
    }
    response.setHeader("Content-Type", body.mediaType());
    response.setContentLength(body.length());
    body.writeTo(response.getOutputStream());
  }
}
