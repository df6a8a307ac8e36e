package org.syncline.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A server's answer that stays in memory. It knows what the filters use; all else fails. */
final class RecordedResponse implements InvocationHandler {
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  boolean flushed;

  HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            RecordedResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "setContentLength", "setContentLengthLong" -> put("Content-Length", arguments[0]);
      case "setHeader", "addHeader", "setIntHeader", "addIntHeader" ->
          put(arguments[0].toString().toLowerCase(Locale.ROOT), arguments[1]);
      case "containsHeader" -> headers.containsKey(arguments[0].toString());
      case "getOutputStream" -> stream();
      case "isCommitted" -> flushed;
      case "flushBuffer" -> {
        flushed = true;
        yield null;
      }
      case "reset", "resetBuffer" -> {
        headers.clear();
        body.reset();
        yield null;
      }
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private Object put(String name, Object value) {
    headers.put(name, String.valueOf(value));
    return null;
  }

  private ServletOutputStream stream() {
    return new ServletOutputStream() {
      @Override
      public void write(int octet) {
        body.write(octet);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void flush() {
        flushed = true;
      }
    };
  }
}
