package org.syncline.clients;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The connection of one client. One request at a time; remembers what went over the wire. */
final class ClientHttp {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<HttpRequest> sent = new ArrayList<>();
  private final List<HttpResponse<byte[]>> answers = new ArrayList<>();
  private String loseAnswerTo;
  private int answersUntilLost;

  /** All requests so far. */
  List<HttpRequest> sent() {
    return Collections.unmodifiableList(sent);
  }

  /** All answers so far, the lost ones included. */
  List<HttpResponse<byte[]>> answers() {
    return Collections.unmodifiableList(answers);
  }

  /** How often an operation was asked for. */
  long timesSent(String operation) {
    return sent.stream().filter(request -> isFor(request, operation)).count();
  }

  private static boolean isFor(HttpRequest request, String operation) {
    return request.uri().getPath().toLowerCase(Locale.ROOT).endsWith("/" + operation);
  }

  /**
   * The connection breaks before the next answer to this operation arrives: the server has acted,
   * and the client does not know. Null: it holds.
   */
  void loseTheNextAnswerTo(String operation) {
    loseAnswerTo(operation, 1);
  }

  /** As {@link #loseTheNextAnswerTo}, after some answers that do arrive. */
  void loseAnswerTo(String operation, int which) {
    loseAnswerTo = operation;
    answersUntilLost = which;
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    sent.add(request);
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the answer", e);
    }
    // N never closes its responses: without a length its second or third request waits for ever.
    if (!request.method().equals("HEAD")
        && answer.headers().firstValueAsLong("Content-Length").orElse(-1) != answer.body().length) {
      throw new ClientException("an answer without its length: " + answer.headers().map());
    }
    answers.add(answer);
    if (loseAnswerTo != null && isFor(request, loseAnswerTo) && --answersUntilLost == 0) {
      loseAnswerTo = null;
      throw new LostAnswerException();
    }
    return answer;
  }

  /** The connection broke. */
  static final class LostAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    LostAnswerException() {
      super("the connection broke before the answer arrived");
    }
  }
}
