package org.syncline.scope;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Puts an entity's table into a {@link SyncScope}, with all columns that the entity maps. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface SyncTable {
  Class<?> value();

  /** Type name on the wire; empty: the JPA entity name. */
  String name() default "";

  /** Only rows that satisfy all of these travel; none: every row does. */
  SyncFilter[] filters() default {};

  /** How conflicts over its rows end; configuration may override it. */
  SyncConflicts conflicts() default @SyncConflicts;

  /**
   * Whether the change log keeps the old values of changed columns, so that a {@link
   * ConflictMerger} knows the row that the client had. Costs their length in the log for each
   * change. {@link ConflictStrategy#MERGE_COLUMNS} turns it on.
   */
  boolean trackColumns() default false;
}
