package org.syncline.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Compresses answers with gzip for callers that list it. Never {@code deflate}: clients disagree on
 * what it means (wire reference, section 3).
 */
public class GzipFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient WebSettings settings;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.addHeader("Vary", "Accept-Encoding");
    if (!AcceptEncoding.listsGzip(request.getHeaders("Accept-Encoding"))) {
      chain.doFilter(request, response);
      return;
    }
    try (GzipResponse zipping = new GzipResponse(response, settings.gzipLevel())) {
      chain.doFilter(request, zipping);
      zipping.finish();
    }
  }
}
