package org.syncline.scope;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a scope inside a {@link SyncService}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface SyncScope {
  /** The scope's name in the URL; compared without regard to case. */
  String name();

  /** Namespace of the type names on the wire; empty: the scope's name in its original case. */
  String namespace() default "";

  /** The tables that travel together, parents before children. */
  SyncTable[] tables();

  /** How conflicts over rows of those tables end that do not say it themselves. */
  SyncConflicts conflicts() default @SyncConflicts;
}
