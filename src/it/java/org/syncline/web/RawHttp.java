package org.syncline.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Sends requests byte by byte as given, and shows answers as they came. One request each. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 60_000;

  private final URI server;

  RawHttp(URI server) {
    this.server = server;
  }

  /** What came back; header names without regard to case. */
  static final class Answer {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private Answer(int status, Map<String, List<String>> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    Map<String, List<String>> headers() {
      return headers;
    }

    byte[] body() {
      return body;
    }

    /** The only value of a header, or null. */
    String header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      if (values.size() > 1) {
        throw new AssertionError(name + " came " + values.size() + " times: " + values);
      }
      return values.isEmpty() ? null : values.get(0);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String unzipped() throws IOException {
      try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /** A request without a body. */
  Answer send(String method, String path, String... headers) throws IOException {
    return exchange(method, path, headers, new byte[0], false);
  }

  /** A request without a body that calls the server by this name. */
  Answer sendTo(String host, String method, String path) throws IOException {
    return exchange(host, method, path, new String[0], new byte[0], false);
  }

  /** A request with a body and its length. */
  Answer send(String method, String path, byte[] body, String... headers) throws IOException {
    return exchange(method, path, headers, body, false);
  }

  /** A request with a body in chunks. */
  Answer chunked(String method, String path, byte[] body, String... headers) throws IOException {
    return exchange(method, path, headers, body, true);
  }

  private Answer exchange(
      String method, String path, String[] headers, byte[] body, boolean chunked)
      throws IOException {
    return exchange(server.getAuthority(), method, path, headers, body, chunked);
  }

  private Answer exchange(
      String host, String method, String path, String[] headers, byte[] body, boolean chunked)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + path + " HTTP/1.1");
    lines.add("Host: " + host);
    lines.add("Connection: close");
    lines.addAll(Arrays.asList(headers));
    if (chunked) {
      lines.add("Transfer-Encoding: chunked");
    } else if (body.length > 0 || method.equals("POST")) {
      lines.add("Content-Length: " + body.length);
    }
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      Thread sender = new Thread(() -> write(socket, lines, body, chunked), "raw-http-sender");
      sender.setDaemon(true); // closing the socket ends it
      sender.start();
      return read(socket.getInputStream());
    }
  }

  /** Beside the reading, because a server may refuse a body before it has seen all of it. */
  private static void write(Socket socket, List<String> lines, byte[] body, boolean chunked) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      int chunk = 64 * 1024;
      for (int from = 0; from < body.length; from += chunk) {
        int length = Math.min(chunk, body.length - from);
        if (chunked) {
          out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(body, from, length);
        if (chunked) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
      if (chunked) {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();
    } catch (IOException e) {
      // the server has answered and closed; what it said is read by the other thread
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String status = line(in);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(status.split(" ", 3)[1]), headers, in.readAllBytes());
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the server closed the connection after: " + line);
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }
}
