package org.syncline.store.jpa;

/** Classes as they are compiled. */
class PlainEntityWriterTest extends EntityWriterContract {
  @Override
  ClassLoader classes() {
    return PlainEntityWriterTest.class.getClassLoader();
  }
}
