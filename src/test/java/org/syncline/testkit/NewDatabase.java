package org.syncline.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database that is empty at first and gone when closed. */
public final class NewDatabase implements AutoCloseable {
  private final String url;
  private final String user;
  private final String password;
  private final Removal removal;

  NewDatabase(String url, String user, String password, Removal removal) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.removal = removal;
  }

  /** What takes the database away. */
  interface Removal {
    void run() throws SQLException;
  }

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** A pool of connections to it, to be closed before the database. */
  public HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  @Override
  public void close() throws SQLException {
    removal.run();
  }
}
