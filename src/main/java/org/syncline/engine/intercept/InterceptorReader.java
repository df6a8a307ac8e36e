package org.syncline.engine.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.syncline.engine.intercept.Slot.Kind;
import org.syncline.scope.Resolution;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** Reads annotations into slots, and refuses what cannot work. For one use. */
final class InterceptorReader {
  private final Collection<Service> services;
  private final Map<Slot, InterceptorMethod> methods = new HashMap<>();

  InterceptorReader(Collection<Service> services) {
    this.services = services;
  }

  static String folded(String scope) {
    return scope.toLowerCase(Locale.ROOT);
  }

  /** Whether a class has methods that want to be called. */
  static boolean isFor(Class<?> type) {
    return annotated(type).stream().findAny().isPresent();
  }

  void read(Interceptors.InterceptorBean bean) {
    for (Method method : annotated(bean.type())) {
      InterceptorMethod interceptor = new InterceptorMethod(method, bean.instance());
      if (!Modifier.isPublic(method.getModifiers())
          || Modifier.isStatic(method.getModifiers())
          || !Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
        throw refused(interceptor, "must be a public method of a public class, and not static");
      }
      for (Declared declared : declarations(method)) {
        read(interceptor, declared);
      }
    }
  }

  private static List<Method> annotated(Class<?> type) {
    List<Method> found = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (!method.isSynthetic() && !declarations(method).isEmpty()) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private static List<Declared> declarations(Method method) {
    List<Declared> declared = new ArrayList<>();
    Optional.ofNullable(method.getAnnotation(SyncRequestInterceptor.class))
        .map(
            a ->
                new Declared(
                    Kind.REQUEST, List.of(a.scopes()), a.operations(), a.type(), a.service()))
        .ifPresent(declared::add);
    Optional.ofNullable(method.getAnnotation(SyncResponseInterceptor.class))
        .map(
            a ->
                new Declared(
                    Kind.RESPONSE, List.of(a.scopes()), a.operations(), a.type(), a.service()))
        .ifPresent(declared::add);
    Optional.ofNullable(method.getAnnotation(SyncConflictInterceptor.class))
        .map(
            a ->
                new Declared(
                    Kind.CONFLICT,
                    List.of(a.scopes()),
                    SyncOperations.UPLOAD,
                    a.type(),
                    a.service()))
        .ifPresent(declared::add);
    return declared;
  }

  private void read(InterceptorMethod interceptor, Declared declared) {
    checkSignature(interceptor, declared);
    if (declared.kind == Kind.REQUEST
        && !declared.type.isEmpty()
        && declared.operations != SyncOperations.UPLOAD) {
      throw refused(
          interceptor,
          "is for type '%s', but requests for downloads have no rows yet; set operations = UPLOAD or leave the type out"
              .formatted(declared.type));
    }
    if (declared.scopes.isEmpty()) {
      throw refused(interceptor, "names no scope");
    }
    for (String name : declared.scopes) {
      List<Service> having = having(interceptor, declared, name.strip());
      for (Service service : having) {
        for (SyncOperations single : List.of(SyncOperations.UPLOAD, SyncOperations.DOWNLOAD)) {
          if (declared.operations.contains(single)) {
            put(
                new Slot(
                    declared.kind, service.name(), folded(name.strip()), single, declared.type),
                interceptor);
          }
        }
      }
    }
  }

  private void put(Slot slot, InterceptorMethod interceptor) {
    InterceptorMethod other = methods.put(slot, interceptor);
    if (other != null) {
      throw refused(
          interceptor, "and %s are both for the %s; only one can be".formatted(other, slot));
    }
  }

  private List<Service> having(InterceptorMethod interceptor, Declared declared, String scope) {
    if (scope.equals("*")) {
      throw refused(interceptor, "is for scope '*'; name the scopes one by one");
    }
    List<Service> having =
        services.stream()
            .filter(s -> declared.service.isEmpty() || s.name().equals(declared.service))
            .filter(s -> s.scope(scope).isPresent())
            .toList();
    if (having.isEmpty()) {
      throw refused(
          interceptor,
          "is for scope '%s'%s, which does not exist; there are %s"
              .formatted(
                  scope,
                  declared.service.isEmpty() ? "" : " of service '" + declared.service + "'",
                  services.stream()
                      .flatMap(s -> s.scopes().stream().map(c -> s.name() + "/" + c.name()))
                      .toList()));
    }
    for (Service service : having) {
      Scope found = service.scope(scope).orElseThrow();
      if (!declared.type.isEmpty()
          && found.tables().stream().noneMatch(t -> t.type().name().equals(declared.type))) {
        throw refused(
            interceptor,
            "is for type '%s', which scope '%s' does not have; it has %s"
                .formatted(
                    declared.type,
                    scope,
                    found.tables().stream().map(t -> t.type().name()).toList()));
      }
    }
    return having;
  }

  private static void checkSignature(InterceptorMethod interceptor, Declared declared) {
    List<Class<?>> parameters = List.of(interceptor.method().getParameterTypes());
    List<Class<?>> allowed = declared.contexts();
    if (parameters.size() != 1 || !allowed.contains(parameters.get(0))) {
      throw refused(
          interceptor,
          "must take one parameter, of %s"
              .formatted(allowed.stream().map(Class::getSimpleName).toList()));
    }
    Class<?> wanted = declared.kind == Kind.CONFLICT ? Resolution.class : void.class;
    if (interceptor.method().getReturnType() != wanted) {
      throw refused(interceptor, "must return " + wanted.getSimpleName());
    }
  }

  /** With one for a type and one for all types it would be unclear which is meant. */
  Map<Slot, InterceptorMethod> checked() {
    for (var typed : methods.entrySet()) {
      InterceptorMethod untyped =
          typed.getKey().type().isEmpty() ? null : methods.get(typed.getKey().ofType(""));
      if (untyped != null) {
        throw refused(
            typed.getValue(),
            "is for the %s, for which %s is whatever the type; only one of them can be"
                .formatted(typed.getKey(), untyped));
      }
    }
    return methods;
  }

  private static IllegalStateException refused(InterceptorMethod interceptor, String why) {
    return new IllegalStateException(
        "Syncline does not start: the interceptor " + interceptor + " " + why);
  }

  /** What an annotation says. */
  private record Declared(
      Kind kind, List<String> scopes, SyncOperations operations, String type, String service) {
    List<Class<?>> contexts() {
      if (kind == Kind.CONFLICT) {
        return List.of(SyncConflictContext.class);
      }
      if (operations == SyncOperations.UPLOAD) {
        return List.of(
            kind == Kind.REQUEST ? SyncUploadRequestContext.class : SyncUploadResponseContext.class,
            SyncContext.class);
      }
      return operations == SyncOperations.DOWNLOAD && kind == Kind.RESPONSE
          ? List.of(SyncDownloadResponseContext.class, SyncContext.class)
          : List.of(SyncContext.class);
    }
  }
}
