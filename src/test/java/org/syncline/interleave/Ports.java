package org.syncline.interleave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Puts something else into the place of single methods of an interface. */
final class Ports {
  private Ports() {}

  /** What was to be called. */
  interface Real {
    Object call() throws Throwable;
  }

  /** What is called instead. */
  interface Instead {
    Object call(Object[] arguments, Real real) throws Throwable;
  }

  /** What is called instead of every method. */
  interface Around {
    Object call(String method, Object[] arguments, Real real) throws Throwable;
  }

  static <T> T with(Class<T> port, T target, String method, Instead instead) {
    return around(
        port,
        target,
        (called, arguments, real) ->
            called.equals(method) ? instead.call(arguments, real) : real.call());
  }

  static <T> T around(Class<T> port, T target, Around around) {
    return port.cast(
        Proxy.newProxyInstance(
            Ports.class.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                around.call(
                    method.getName(),
                    arguments,
                    () -> {
                      try {
                        return method.invoke(target, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }
}
