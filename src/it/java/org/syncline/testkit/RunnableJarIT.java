package org.syncline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnableJarIT {

  @Test
  void serves_at_the_root_on_loopback_only(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.runnableJarOn(data).start()) {
      assertThat(new Probe(server.baseUri()).answers()).isTrue();
      for (var address : outsideAddresses()) {
        var uri =
            new URI(
                "http",
                null,
                address.getHostAddress(),
                server.baseUri().getPort(),
                "/",
                null,
                null);
        assertThat(new Probe(uri).answers()).as(uri.toString()).isFalse();
      }
    }
  }

  private static List<InetAddress> outsideAddresses() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }
}
