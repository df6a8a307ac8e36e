package org.syncline.testkit;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What the build hands to the in-container tests, as system properties that the failsafe plugin
 * sets in {@code pom.xml}:
 *
 * <table>
 *   <caption>System properties</caption>
 *   <tr><td>{@code syncline.it.war}<td>the built WAR
 *   <tr><td>{@code syncline.it.jar}<td>the runnable jar
 *   <tr><td>{@code syncline.it.server}<td>Payara Micro's jar
 *   <tr><td>{@code syncline.it.config}<td>the server's settings, {@code server-config/payara-micro}
 *   <tr><td>{@code syncline.it.work}<td>a directory under {@code target} for logs and data
 *   <tr><td>{@code syncline.it.port}<td>a port that was free when the tests began
 * </table>
 *
 * So these tests run with {@code mvn verify}, or one of them alone with {@code mvn verify
 * -Dit.test=NameIT -Dskip.unit=true}.
 */
public final class Build {
  private Build() {}

  /** The WAR as it will be shipped, for a {@code @Deployment(testable = false)} method. */
  public static WebArchive warArchive() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, war().toFile());
  }

  /** The WAR as it will be shipped. */
  public static Path war() {
    return Path.of(property("syncline.it.war"));
  }

  /**
   * Where tests may write: logs, data directories. Inside {@code target}, so nothing outlives a
   * clean.
   */
  public static Path workDirectory() {
    return Path.of(property("syncline.it.work"));
  }

  /** The runnable jar, which holds the WAR and its server. */
  static Path runnableJar() {
    return Path.of(property("syncline.it.jar"));
  }

  /** Where the server that Arquillian starts listens. */
  static int arquillianPort() {
    return Integer.parseInt(property("syncline.it.port"));
  }

  /** Payara Micro itself. */
  static Path server() {
    return Path.of(property("syncline.it.server"));
  }

  /** One of the server's settings files. */
  static Path serverConfig(String file) {
    return Path.of(property("syncline.it.config"), file);
  }

  private static String property(String name) {
    var value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "the system property " + name + " is missing; run in-container tests with mvn verify");
    }
    return value;
  }
}
