package org.syncline.engine.intercept;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.syncline.engine.intercept.Slot.Kind;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;

/** All interceptors of an application, checked when it starts. Safe for use by many threads. */
public final class Interceptors {
  private final Map<Slot, InterceptorMethod> methods;

  private Interceptors(Map<Slot, InterceptorMethod> methods) {
    this.methods = Map.copyOf(methods);
  }

  /** An application without any. */
  public static Interceptors none() {
    return new Interceptors(Map.of());
  }

  /**
   * Finds the annotated methods of beans.
   *
   * @throws IllegalStateException if one is declared in a way that cannot work, or two want the
   *     same; the message says what to change
   */
  public static Interceptors of(Collection<InterceptorBean> beans, Collection<Service> services) {
    InterceptorReader reader = new InterceptorReader(services);
    beans.forEach(reader::read);
    return new Interceptors(reader.checked());
  }

  /** A bean that may have interceptors. */
  public record InterceptorBean(Class<?> type, Supplier<?> instance) {
    /** Whether a class has methods that want to be called. */
    public static boolean isFor(Class<?> type) {
      return InterceptorReader.isFor(type);
    }
  }

  /** For one request. */
  public Interception begin(
      Service service, Scope scope, SyncOperations operation, SyncCallFacts facts) {
    return new Interception(this, service, scope, operation, facts);
  }

  Optional<InterceptorMethod> at(Slot slot) {
    return Optional.ofNullable(methods.get(slot));
  }

  /** The one for a type, else the one for all types. */
  Optional<InterceptorMethod> conflict(Slot slot) {
    return at(slot).or(() -> at(slot.ofType("")));
  }

  boolean has(Kind kind, Service service, Scope scope, SyncOperations operation) {
    String folded = InterceptorReader.folded(scope.name());
    return methods.keySet().stream()
        .anyMatch(
            slot ->
                slot.kind() == kind
                    && slot.operation() == operation
                    && slot.service().equals(service.name())
                    && slot.scope().equals(folded));
  }

  /** For the log. */
  public List<String> descriptions() {
    return methods.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).sorted().toList();
  }

  /** For the diagnostics of a service. */
  public List<String> descriptions(Service service) {
    return methods.entrySet().stream()
        .filter(e -> e.getKey().service().equals(service.name()))
        .map(e -> e.getKey() + ": " + e.getValue())
        .sorted()
        .toList();
  }
}
