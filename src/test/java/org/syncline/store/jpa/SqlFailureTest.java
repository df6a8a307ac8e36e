package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What error codes of databases stand for. */
class SqlFailureTest {
  @ParameterizedTest
  @CsvSource({
    "40001, TRANSACTION_LOST", // deadlock: H2, MariaDB; serialization: PostgreSQL
    "40P01, TRANSACTION_LOST", // deadlock: PostgreSQL
    "55P03, TRANSACTION_LOST", // lock not available: PostgreSQL
    "HYT00, TRANSACTION_LOST", // lock time-out: H2
    "90131, TRANSACTION_LOST", // concurrent update: H2
    "90063, TRANSACTION_LOST", // savepoint gone: H2
    "90067, TRANSACTION_LOST", // connection broken: H2
    "90098, TRANSACTION_LOST", // database closed: H2
    "57014, TRANSACTION_LOST", // cancelled
    "08006, TRANSACTION_LOST",
    "53100, TRANSACTION_LOST", // disk full: PostgreSQL
    "25P02, TRANSACTION_LOST", // aborted by an earlier error: PostgreSQL
    "54000, DOES_NOT_FIT", // too long for an index: PostgreSQL
    "22001, TOO_LONG",
    "22003, DOES_NOT_FIT",
    "23502, NULL_NOT_ALLOWED",
    "23503, REFERENCE",
    "23506, REFERENCE",
    "23505, DUPLICATE",
    "23513, RULE",
    "23514, RULE",
    "45000, RULE", // SIGNAL in a trigger
    "P0001, RULE", // RAISE in a trigger
    "42S02, OTHER",
    "90108, OTHER", // out of memory: H2
    "'', OTHER"
  })
  void reads_a_state(String state, SqlFailure expected) {
    assertThat(SqlFailure.of(new RuntimeException(new SQLException("", state))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1205, HY000, TRANSACTION_LOST", // no lock in time
    "1020, HY000, TRANSACTION_LOST", // changed since it was read
    "1213, 40001, TRANSACTION_LOST", // deadlock
    "1467, HY000, TRANSACTION_LOST", // no lock in time for the next id of a table
    "1969, 70100, TRANSACTION_LOST", // takes longer than max_statement_time
    "1406, 22001, TOO_LONG",
    "1292, 22007, DOES_NOT_FIT", // no such day, no such id
    "1366, HY000, DOES_NOT_FIT", // not in this character set
    "1048, 23000, NULL_NOT_ALLOWED",
    "1364, HY000, NULL_NOT_ALLOWED", // no default
    "1062, 23000, DUPLICATE",
    "1452, 23000, REFERENCE",
    "1451, 23000, REFERENCE",
    "4025, 23000, RULE", // check
    "1644, 45000, RULE", // SIGNAL in a trigger
    "1146, 42S02, OTHER" // no such table
  })
  void reads_a_code_of_mariadb(int code, String state, SqlFailure expected) {
    SQLException said = new SQLException("", state, code);
    assertThat(SqlFailure.of(new RuntimeException(said))).isEqualTo(expected);
    assertThat(SqlFailure.ofWrite(new RuntimeException(said))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', RULE", // new SQLException("over budget")
    "90044, RULE", // a trigger threw: H2
    "72000, RULE", // RAISE_APPLICATION_ERROR: Oracle
    "U0815, RULE", // an application's own
    "45000, RULE",
    "23505, DUPLICATE",
    "22001, TOO_LONG",
    "40001, TRANSACTION_LOST",
    "08006, TRANSACTION_LOST",
    "HYT00, TRANSACTION_LOST",
    "42S02, OTHER", // no such table
    "42S22, OTHER", // no such column
    "0A000, OTHER", // not supported
    "HY000, OTHER", // general error
    "58030, OTHER", // disk: PostgreSQL
    "XX000, OTHER", // internal error: PostgreSQL
    "90108, OTHER" // out of memory: H2
  })
  void reads_a_state_after_a_write(String state, SqlFailure expected) {
    SQLException said = new SQLException("", state);
    assertThat(SqlFailure.ofWrite(new RuntimeException(said))).isEqualTo(expected);
    SQLException batch = new BatchUpdateException("", null, new int[0]);
    batch.setNextException(new SQLException("", "90044", new RuntimeException(said)));
    assertThat(SqlFailure.ofWrite(new RuntimeException(batch)))
        .as("behind a trigger in a batch")
        .isEqualTo(expected);
  }

  @Test
  void sees_no_rule_where_the_class_or_the_cause_says_otherwise() {
    assertThat(SqlFailure.ofWrite(new RuntimeException())).isEqualTo(SqlFailure.OTHER);
    assertThat(SqlFailure.ofWrite(new RuntimeException(new SQLSyntaxErrorException(""))))
        .isEqualTo(SqlFailure.OTHER);
    assertThat(SqlFailure.ofWrite(new RuntimeException(new SQLTimeoutException(""))))
        .isEqualTo(SqlFailure.OTHER);
    assertThat(SqlFailure.ofWrite(new SQLException("", "90044", new NoClassDefFoundError())))
        .isEqualTo(SqlFailure.OTHER);
  }

  @Test
  void finds_the_end_of_the_transaction_wherever_it_is_said() {
    SQLException batch = new BatchUpdateException("", "23505", new int[0]);
    batch.setNextException(new SQLException("", "23505"));
    batch.setNextException(new SQLException("", "40001"));
    assertThat(SqlFailure.of(new RuntimeException(batch))).isEqualTo(SqlFailure.TRANSACTION_LOST);
  }

  @Test
  void finds_the_statement_that_failed_behind_a_batch_that_says_nothing() {
    SQLException batch = new BatchUpdateException("", null, new int[0]);
    batch.setNextException(new SQLException("", "23505"));
    assertThat(SqlFailure.of(new RuntimeException(batch))).isEqualTo(SqlFailure.DUPLICATE);
  }

  @Test
  void has_nothing_to_say_of_other_failures() {
    assertThat(SqlFailure.of(new RuntimeException())).isEqualTo(SqlFailure.OTHER);
  }
}
