package org.syncline.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a device and a server on a port of 127.0.0.1, and does to exchanges what networks
 * do. What it does to the n-th one follows from its seed alone. One exchange travels on each
 * connection.
 */
public final class FaultyProxy implements AutoCloseable {
  /** What becomes of an exchange. */
  public enum Fault {
    NONE,
    /** The connection ends before the server hears of it. */
    REFUSE,
    /** The server gets a part of the request. */
    CUT_REQUEST,
    /** The server does as it is told, and its answer is lost. */
    LOSE_ANSWER,
    /** The device gets a part of the answer. */
    CUT_ANSWER,
    /** Request and answer take their time. */
    DELAY,
    /** The server gets the request on two connections at once. */
    TWICE,
    /** The server gets the request again after the next one. */
    LATE_AGAIN
  }

  private static final Fault[] FAULTS = Fault.values();

  /** Of the faults: none is harder on a server. */
  private static final int LOST_ANSWERS_PERCENT = 40;

  private static final int MOST_DELAY_MILLIS = 60;

  /** Of an answer that is cut, so much is waited for. */
  private static final int BEGINNING = 4096;

  private static final String BLANK_LINE = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  private final URI server;
  private final SplittableRandom random;
  private final ServerSocket listener;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private int faultyPercent;
  private boolean calm;
  private Decision forced;
  private byte[] late;
  private int lostAfterCommit;

  /**
   * @param where the exchange is cut, from 0 to 1
   * @param then done at the place where the fault is
   */
  private record Decision(Fault fault, double where, Runnable then) {}

  private FaultyProxy(URI server, long seed, int faultyPercent) throws IOException {
    this.server = server;
    this.random = new SplittableRandom(seed);
    this.faultyPercent = faultyPercent;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /**
   * Opens one.
   *
   * @param faultyPercent of the exchanges
   */
  public static FaultyProxy to(URI server, long seed, int faultyPercent) throws IOException {
    FaultyProxy proxy = new FaultyProxy(server, seed, faultyPercent);
    daemon(proxy::accept);
    return proxy;
  }

  /** Where devices find it; ends with a slash. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
  }

  /** Does no more harm, and counts no more. */
  public synchronized void calm() {
    calm = true;
    faultyPercent = 0;
    late = null;
  }

  /**
   * Decides the next exchange.
   *
   * @param then done at the place where the fault is, before the device notices it
   */
  public synchronized void next(Fault fault, Runnable then) {
    forced = new Decision(fault, 0.5, then);
  }

  /** How many exchanges there were, by what became of them. */
  public synchronized Map<Fault, Integer> counts() {
    return new EnumMap<>(counts);
  }

  /** Answers lost of uploads that the server had committed. */
  public synchronized int lostAfterCommit() {
    return lostAfterCommit;
  }

  private synchronized Decision decide() {
    boolean faulty = random.nextInt(100) < faultyPercent;
    boolean afterwards = random.nextInt(100) < LOST_ANSWERS_PERCENT;
    Fault any = FAULTS[1 + random.nextInt(FAULTS.length - 1)];
    Fault fault = !faulty ? Fault.NONE : afterwards ? Fault.LOSE_ANSWER : any;
    Decision decision = new Decision(fault, random.nextDouble(), () -> {});
    if (forced != null) {
      decision = forced;
      forced = null;
    }
    if (!calm) {
      counts.merge(decision.fault, 1, Integer::sum);
    }
    return decision;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket device = listener.accept();
        daemon(() -> handle(device));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** However it ends, the device sees the end of its connection. */
  private void handle(Socket device) {
    try (device) {
      byte[] request = request(device.getInputStream());
      if (request.length > 0) {
        device.getOutputStream().write(answer(request, decide()));
      }
    } catch (IOException e) {
      // the server is gone, or the device is
    }
  }

  /** What the device gets of it. */
  private byte[] answer(byte[] request, Decision decision) throws IOException {
    byte[] lateOne = takeLateOne();
    byte[] answer = exchange(request, decision);
    if (lateOne != null) {
      exchange(lateOne);
    }
    return answer;
  }

  private byte[] exchange(byte[] request, Decision decision) throws IOException {
    return switch (decision.fault) {
      case REFUSE -> new byte[0];
      case CUT_REQUEST -> afterPartOf(request, decision);
      case LOSE_ANSWER -> {
        note(request, exchange(request));
        decision.then.run();
        yield new byte[0];
      }
      case CUT_ANSWER -> partOfAnswer(request, decision);
      case DELAY -> {
        pause(decision);
        byte[] answer = exchange(request);
        pause(decision);
        yield answer;
      }
      case TWICE -> oneOfTwoAnswers(request, decision);
      case LATE_AGAIN -> {
        keep(request);
        yield exchange(request);
      }
      case NONE -> exchange(request);
    };
  }

  private byte[] afterPartOf(byte[] request, Decision decision) throws IOException {
    try (Socket connection = connect()) {
      connection.getOutputStream().write(request, 0, part(request, decision));
      decision.then.run();
    }
    return new byte[0];
  }

  private byte[] partOfAnswer(byte[] request, Decision decision) throws IOException {
    try (Socket connection = send(request)) {
      byte[] beginning = connection.getInputStream().readNBytes(BEGINNING);
      decision.then.run();
      return Arrays.copyOf(beginning, part(beginning, decision));
    }
  }

  private byte[] oneOfTwoAnswers(byte[] request, Decision decision) throws IOException {
    try (Socket first = send(request);
        Socket second = send(request)) {
      byte[] one = first.getInputStream().readAllBytes();
      byte[] other = second.getInputStream().readAllBytes();
      return decision.where < 0.5 ? one : other;
    }
  }

  private synchronized byte[] takeLateOne() {
    byte[] request = late;
    late = null;
    return request;
  }

  private synchronized void keep(byte[] request) {
    late = faultyPercent > 0 ? request : null;
  }

  private synchronized void note(byte[] request, byte[] answer) {
    if (startsWith(answer, "HTTP/1.1 200")
        && new String(request, StandardCharsets.ISO_8859_1).contains("/UploadChanges")) {
      lostAfterCommit++;
    }
  }

  private static boolean startsWith(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).startsWith(text);
  }

  /** Never all of it. */
  private static int part(byte[] all, Decision decision) {
    return (int) (all.length * decision.where);
  }

  private static void pause(Decision decision) throws IOException {
    try {
      Thread.sleep((long) (decision.where * MOST_DELAY_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private byte[] exchange(byte[] request) throws IOException {
    try (Socket connection = send(request)) {
      return connection.getInputStream().readAllBytes();
    }
  }

  private Socket send(byte[] request) throws IOException {
    Socket connection = connect();
    connection.getOutputStream().write(request);
    return connection;
  }

  private Socket connect() throws IOException {
    Socket connection = new Socket();
    connection.setReceiveBufferSize(BEGINNING); // so that a long answer is still being sent
    connection.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    return connection;
  }

  /**
   * All of a request, asking for the end of the connection after the answer; empty if none came.
   */
  private static byte[] request(InputStream in) throws IOException {
    StringBuilder headers = new StringBuilder();
    while (headers.length() < 4 || !headers.substring(headers.length() - 4).equals(BLANK_LINE)) {
      int next = in.read();
      if (next < 0) {
        return new byte[0];
      }
      headers.append((char) next);
    }
    Matcher length = LENGTH.matcher(headers);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    headers.insert(headers.indexOf("\r\n"), "\r\nConnection: close");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(headers.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  @Override
  public synchronized String toString() {
    return "proxy " + counts;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
