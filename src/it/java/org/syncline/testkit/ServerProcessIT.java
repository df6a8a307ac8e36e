package org.syncline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {

  @Test
  void starts_a_server_that_answers_until_it_is_killed(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.on(data).start()) {
      assertThat(ProcessHandle.of(server.pid())).isPresent();
      assertThat(new Probe(server.baseUri()).answers()).isTrue();

      server.kill();

      assertThat(ProcessHandle.of(server.pid())).isEmpty();
      assertThat(new Probe(server.baseUri()).answers()).isFalse();
    }
  }

  @Test
  void shows_the_end_of_the_log_when_the_server_does_not_come_up(@TempDir Path data) {
    var settings = ServerProcess.on(data).jvm("-Xmx1k").ready("/", Duration.ofMinutes(1));

    assertThatThrownBy(settings::start)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("Too small maximum heap");
  }
}
