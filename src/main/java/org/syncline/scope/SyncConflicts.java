package org.syncline.scope;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How conflicts over rows of a {@link SyncTable}, or of all tables of a {@link SyncScope}, end. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface SyncConflicts {
  ConflictStrategy value() default ConflictStrategy.INHERIT;

  /** For {@link ConflictStrategy#LAST_WRITER}: the column, by its name in the mapping. */
  String column() default "";

  /**
   * For {@link ConflictStrategy#CUSTOM}: a public class with a public constructor without
   * parameters. All threads share one instance.
   */
  Class<? extends ConflictMerger> merger() default ConflictMerger.class;
}
