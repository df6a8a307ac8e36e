package org.syncline.scope;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keeps the rows whose column equals a scope parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface SyncFilter {
  /** Column of the table, by its name in the mapping. */
  String column();

  /**
   * Name of the scope parameter, the query option of the first request. Its type is the column's.
   * Several tables may use the same parameter.
   */
  String parameter();
}
