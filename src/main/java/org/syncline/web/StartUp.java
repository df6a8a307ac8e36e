package org.syncline.web;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.tenant.Tenants;

/**
 * The first and the last thing of a start: nonsense in the configuration stops it before anything
 * is opened or written, and when everything else is up a line says where to look.
 */
@ApplicationScoped
public class StartUp {
  private static final Logger LOG = Logger.getLogger("org.syncline");
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;
  private static final int LAST = Interceptor.Priority.PLATFORM_AFTER;

  @Inject Config config;
  @Inject Instance<WebSettings> settings;
  @Inject Instance<RowErrors> rowErrors;
  @Inject Instance<AnswerFormats> answerFormats;
  @Inject Instance<IdBase> idBase;
  @Inject Instance<Interceptors> interceptors;
  @Inject Tenants tenants;
  @Resource ManagedExecutorService threads;

  void check(
      @Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object applicationStarts) {
    orRefuse(
        () -> {
          settings.get();
          BlobKey.check(key -> config.getOptionalValue(key, String.class));
        });
  }

  void announce(
      @Observes @Priority(LAST) @Initialized(ApplicationScoped.class) Object applicationStarted) {
    orRefuse(
        () -> {
          rowErrors.get(); // which services there are is known only now
          answerFormats.get();
          idBase.get();
          interceptors.get().descriptions().forEach(i -> LOG.info("interceptor of " + i));
        });
    String listen =
        config.getOptionalValue(ReadyLine.LISTEN, String.class).orElse(ReadyLine.DEFAULT_LISTEN);
    threads.execute(new ReadyLine(listen, settings.get(), tenants.catalog().services(), LOG::info));
  }

  private static void orRefuse(Runnable reading) {
    try {
      reading.run();
    } catch (IllegalStateException e) {
      LOG.severe(e.getMessage()); // by itself, because the server wraps it in pages of traces
      throw e;
    }
  }
}
