package org.syncline.scope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a service: {@code /sync/{name}.svc}. Goes on a CDI bean with a scope annotation (usually
 * {@code @ApplicationScoped}) that lives next to the entities.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SyncService {
  /** The service's name in the URL, without {@code .svc}; letters, digits, underscore. */
  String name();

  /** Name of the unit in {@code persistence.xml} that maps its tables. */
  String persistenceUnit();

  /** Its scopes, names unique without regard to case. */
  SyncScope[] scopes();

  /** Who wins when a row was changed on both sides; configuration may override it. */
  ConflictPolicy conflictPolicy() default ConflictPolicy.CLIENT_WINS;
}
