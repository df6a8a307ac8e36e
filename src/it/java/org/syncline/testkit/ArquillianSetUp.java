package org.syncline.testkit;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.event.container.BeforeDeploy;
import org.jboss.arquillian.container.test.impl.enricher.resource.URIResourceProvider;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/**
 * Gives each test class that Arquillian deploys an empty data directory, and the address at which
 * its server really listens.
 */
public final class ArquillianSetUp implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(FreshData.class);
    builder.override(ResourceProvider.class, URIResourceProvider.class, LoopbackAddress.class);
  }

  /** Removes what the server of the test class before has stored, and the copy of its WAR. */
  static final class FreshData {
    void beforeDeploy(@Observes BeforeDeploy event) throws IOException {
      Files.createDirectories(Build.workDirectory());
      Trees.delete(Build.workDirectory().resolve("data"));
      var temporary = Path.of(System.getProperty("java.io.tmpdir"));
      try (var copies = Files.newDirectoryStream(temporary, "arquillian-payara-micro*")) {
        for (var copy : copies) {
          Trees.delete(copy);
        }
      }
    }
  }

  /**
   * The value of {@code @ArquillianResource URI}. The server announces the machine's outside
   * address, where nothing answers, because it listens on loopback only.
   */
  static final class LoopbackAddress implements ResourceProvider {
    @Override
    public boolean canProvide(Class<?> type) {
      return type == URI.class;
    }

    @Override
    public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
      return URI.create("http://127.0.0.1:" + Build.arquillianPort() + "/");
    }
  }
}
