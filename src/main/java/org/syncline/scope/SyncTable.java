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
}
