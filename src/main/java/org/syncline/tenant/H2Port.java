package org.syncline.tenant;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.tools.Server;

/**
 * Lets other programs of this machine reach the embedded database while this process owns its file.
 * They run in the same engine, so the triggers see what they write (hazard 42).
 */
final class H2Port implements AutoCloseable {
  private final Server server;

  private H2Port(Server server) {
    this.server = server;
  }

  static H2Port open(int port, Path directory) {
    // read by H2 when its server classes load: without it the port would listen on every interface
    System.setProperty("h2.bindAddress", "127.0.0.1");
    try {
      return new H2Port(
          Server.createTcpServer(
                  "-tcpPort",
                  Integer.toString(port),
                  "-tcpDaemon",
                  "-baseDir",
                  directory.toString())
              .start());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the H2 port %d cannot be opened (%s); set syncline.h2.tcp-port to a free port, or leave it out"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
