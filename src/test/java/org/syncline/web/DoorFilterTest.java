package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JAX-RS gets to see of a request, and what stays for us. */
class DoorFilterTest {
  private final RecordedResponse response = new RecordedResponse();

  @ParameterizedTest
  @ValueSource(
      strings = {"/sync/Login.ashx", "/sync/services.json", "/sync/ListService.svc/$syncscopes"})
  void keeps_accept_to_itself(String path) throws Exception {
    HttpServletRequest seen = filtered(path);

    assertThat(seen.getHeader("accept")).isNull();
    assertThat(seen.getHeaders("Accept").hasMoreElements()).isFalse();
    assertThat(Collections.list(seen.getHeaderNames())).doesNotContain("Accept").contains("Host");
    assertThat(HttpExchange.call(seen).accept()).isEqualTo("///");
  }

  @Test
  void leaves_the_type_of_a_body_to_resources_that_are_no_services() throws Exception {
    HttpServletRequest login = filtered("/sync/login");
    assertThat(login.getContentType()).isEqualTo("text/plain");
    assertThat(login.getHeader("Content-Type")).isEqualTo("text/plain");

    HttpServletRequest service = filtered("/sync/ListService.svc/$syncscopes");
    assertThat(service.getContentType()).isNull();
    assertThat(service.getHeader("Content-Type")).isNull();
    assertThat(HttpExchange.call(service).contentType()).isEqualTo("text/plain");
  }

  private HttpServletRequest filtered(String path) throws IOException, ServletException {
    List<HttpServletRequest> passed = new ArrayList<>();
    new DoorFilter()
        .doFilter(
            request(path),
            response.response(),
            (request, answer) -> passed.add((HttpServletRequest) request));
    return passed.get(0);
  }

  /** It knows what the filter uses; all else fails. */
  private static HttpServletRequest request(String uri) {
    Map<String, String> headers =
        Map.of("Accept", "///", "Content-Type", "text/plain", "Host", "localhost");
    Map<Object, Object> attributes = new HashMap<>();
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getMethod" -> "GET";
              case "getRequestURI" -> uri;
              case "getContextPath" -> "";
              case "getRemoteAddr" -> "127.0.0.1";
              case "getQueryString" -> null;
              case "getContentType" -> headers.get("Content-Type");
              case "getHeader" -> headers.get(arguments[0]);
              case "getHeaders" ->
                  Collections.enumeration(
                      headers.containsKey(arguments[0])
                          ? List.of(headers.get(arguments[0]))
                          : List.of());
              case "getHeaderNames" -> Collections.enumeration(headers.keySet());
              case "getAttribute" -> attributes.get(arguments[0]);
              case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
              default -> throw new UnsupportedOperationException(method.toString());
            };
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            DoorFilterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            handler);
  }
}
