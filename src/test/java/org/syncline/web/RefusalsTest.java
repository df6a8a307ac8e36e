package org.syncline.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

class RefusalsTest {
  private static final HttpCall CALL =
      new HttpCall("POST", "/ListService.svc/DefaultScope/UploadChanges", null, null, null, null);

  private final Refusals refusals = new Refusals(Lists.FORMATS);
  private final Logger log = Logger.getLogger(Refusals.class.getName());
  private final Recorder records = new Recorder();

  @BeforeEach
  void record() {
    log.addHandler(records);
    log.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    log.removeHandler(records);
    log.setUseParentHandlers(true);
  }

  @ParameterizedTest
  @EnumSource(value = ErrorCode.class, names = "INTERNAL", mode = EnumSource.Mode.EXCLUDE)
  void answers_the_status_and_the_message_of_a_refusal(ErrorCode code) throws IOException {
    var reply = refusals.of(new SyncException(code, "do it otherwise"), CALL);

    assertThat(reply.status()).isEqualTo(code.status());
    assertThat(text(reply)).isEqualTo("do it otherwise");
    assertThat(records.all).isEmpty();
  }

  @Test
  void answers_in_the_format_that_the_caller_accepts() {
    var json = new HttpCall("GET", "/", null, "application/json", null, null);
    var fault = new SyncException(ErrorCode.BAD_BODY, "no");

    assertThat(refusals.of(fault, CALL).body().mediaType()).contains("xml");
    assertThat(refusals.of(fault, json).body().mediaType()).isEqualTo("application/json");
  }

  @Test
  void says_what_helps() {
    assertThat(refusals.of(new SyncException(ErrorCode.BUSY, ""), CALL).headers())
        .containsEntry("Retry-After", "1");
    assertThat(refusals.of(new SyncException(ErrorCode.UNSUPPORTED_ENCODING, ""), CALL).headers())
        .containsEntry("Accept-Encoding", "gzip");
    assertThat(refusals.of(new MethodNotAllowedException("GET", List.of("POST")), CALL).headers())
        .containsEntry("Allow", "POST");
  }

  @Test
  void keeps_the_inside_inside_and_logs_it_under_the_id_it_gives_out() throws IOException {
    var fault = new PersistenceException("SELECT secret FROM t", new IOException("/etc/passwd"));

    var reply = refusals.of(fault, CALL);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(text(reply))
        .matches("Internal Server Error; the server's log tells more about incident [0-9a-f]{8}");
    assertThat(records.all).hasSize(1);
    assertThat(records.all.get(0).getThrown()).isSameAs(fault);
    assertThat(records.all.get(0).getMessage())
        .contains(text(reply).substring(text(reply).length() - 8))
        .contains("POST /ListService.svc/DefaultScope/UploadChanges");
  }

  @Test
  void treats_an_internal_refusal_as_an_incident() throws IOException {
    var reply = refusals.of(new SyncException(ErrorCode.INTERNAL, "row 7 of t"), CALL);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(text(reply)).doesNotContain("row 7");
    assertThat(records.all).hasSize(1);
  }

  /** The description inside the error body. */
  private static String text(Reply reply) throws IOException {
    return Replies.text(reply).replaceAll("</?[^>]+>", "");
  }

  private static final class Recorder extends Handler {
    private final List<LogRecord> all = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      all.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void a_transaction_of_the_application_that_lost_its_turn_may_come_back() {
    var lost = new SQLTransactionRollbackException("others were writing", "40001");
    Reply reply = refusals.of(new IllegalStateException("rolled back", lost), CALL);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsKey("Retry-After");
    var broken = new SQLException("syntax error", "42000");
    assertThat(refusals.of(new IllegalStateException("failed", broken), CALL).status())
        .isEqualTo(500);
  }
}
