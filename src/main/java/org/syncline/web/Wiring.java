package org.syncline.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.syncline.engine.intercept.Interceptors;
import org.syncline.scope.Service;
import org.syncline.tenant.Tenants;
import org.syncline.wire.blob.BlobSeal;

/** Puts the HTTP side together; its parts are plain classes that know nothing of CDI. */
@ApplicationScoped
public class Wiring {
  private static final Logger LOG = Logger.getLogger("org.syncline");

  @Produces
  @Singleton
  WebSettings settings(Config config) {
    return WebSettings.read(key -> config.getOptionalValue(key, String.class));
  }

  @Produces
  @Singleton
  SlowSenders slowSenders(WebSettings settings) {
    return new SlowSenders(
        SlowSenders.MOST_WAITING,
        Duration.ofSeconds(settings.bodyPatienceSeconds()),
        System::nanoTime);
  }

  @Produces
  @Singleton
  BlobSeal seal(Config config) {
    return new BlobSeal(BlobKey.read(key -> config.getOptionalValue(key, String.class)));
  }

  @Produces
  @Singleton
  IdBase idBase(Config config, WebSettings settings) {
    return IdBase.kept(
        key -> config.getOptionalValue(key, String.class), settings.publicUrl(), LOG::warning);
  }

  @Produces
  @Singleton
  AnswerFormats answerFormats(Config config, Tenants tenants) {
    return AnswerFormats.read(
        key -> config.getOptionalValue(key, String.class),
        tenants.catalog().services().stream().map(Service::name).toList());
  }

  @Produces
  @Singleton
  Refusals refusals(AnswerFormats formats) {
    return new Refusals(formats);
  }

  @Produces
  @Singleton
  RowErrors rowErrors(Config config, Tenants tenants) {
    return RowErrors.read(
        key -> config.getOptionalValue(key, String.class),
        tenants.catalog().services().stream().map(Service::name).toList());
  }

  @Produces
  @Singleton
  Interceptors interceptors(BeanManager beans, Tenants tenants) {
    return Interceptors.of(InterceptorBeans.in(beans), tenants.catalog().services());
  }

  @Produces
  @Singleton
  SyncDoor door(
      Tenants tenants,
      BlobSeal seal,
      WebSettings settings,
      IdBase ids,
      AnswerFormats formats,
      RowErrors rowErrors,
      Interceptors interceptors,
      @Any Instance<DiagnosticsGuard> guards) {
    Addresses addresses = new Addresses(settings.publicUrl(), ids);
    return new SyncDoor(
        new Router(tenants, formats),
        new Transfers(
            formats,
            seal,
            addresses,
            LargeBodies.within(Runtime.getRuntime().maxMemory(), settings.requestMaxBytes()),
            rowErrors,
            interceptors),
        addresses,
        new Diagnostics(settings, formats, rowErrors, interceptors, guards.stream().toList()));
  }
}
