package org.syncline.engine.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public method of a CDI bean that is called when the answer is known and has not been
 * sent: after an upload was stored, or a batch was filled. It takes a {@link SyncContext} or, if it
 * is for one operation only, a {@link SyncUploadResponseContext} or {@link
 * SyncDownloadResponseContext}, and gives nothing back. If it throws, the request fails, but what
 * was uploaded stays stored.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SyncResponseInterceptor {
  /** Names of scopes, without regard to case; at least one. */
  String[] scopes();

  SyncOperations operations() default SyncOperations.ALL;

  /**
   * Name of a type on the wire, such as {@code Item}: the method is called once for answers that
   * have such rows, and sees only these. Empty: it is called once for every answer.
   */
  String type() default "";

  /** Name of a service; empty: every service that has such a scope. */
  String service() default "";
}
