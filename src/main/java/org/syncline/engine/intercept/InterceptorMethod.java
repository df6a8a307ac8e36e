package org.syncline.engine.intercept;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;

/** A method of the application, and the bean to call it on. */
record InterceptorMethod(Method method, Supplier<?> bean) {
  /** What the method throws comes out as it is, or as the cause of what does. */
  Object call(SyncContext context) {
    try {
      return method.invoke(bean.get(), context);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(this + " cannot be called", e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(this + " failed", e.getCause());
    }
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }
}
