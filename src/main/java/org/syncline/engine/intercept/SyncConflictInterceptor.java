package org.syncline.engine.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public method of a CDI bean that settles conflicts. It takes a {@link
 * SyncConflictContext} and gives back a {@link org.syncline.scope.Resolution}; null leaves the
 * conflict to the table's strategy. It runs inside of the upload's transaction, perhaps more than
 * once for the same conflict, so it should be quick and change nothing elsewhere. If it throws,
 * nothing of the upload is stored.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SyncConflictInterceptor {
  /** Names of scopes, without regard to case; at least one. */
  String[] scopes();

  /** Name of a type on the wire, such as {@code Item}; empty: all types. */
  String type() default "";

  /** Name of a service; empty: every service that has such a scope. */
  String service() default "";
}
