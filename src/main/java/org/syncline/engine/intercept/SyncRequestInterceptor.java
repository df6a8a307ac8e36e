package org.syncline.engine.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public method of a CDI bean that is called before anything is read or written: before the
 * rows of a download are looked for, or after an upload was parsed and before it is applied. It
 * takes a {@link SyncContext} or, if it is for uploads only, a {@link SyncUploadRequestContext},
 * and gives nothing back. If it throws, the request fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SyncRequestInterceptor {
  /** Names of scopes, without regard to case; at least one. */
  String[] scopes();

  SyncOperations operations() default SyncOperations.ALL;

  /**
   * Name of a type on the wire, such as {@code Item}: the method is called once for uploads that
   * have such rows, and sees only these. Not for downloads. Empty: it is called once for every
   * request.
   */
  String type() default "";

  /** Name of a service; empty: every service that has such a scope. */
  String service() default "";
}
