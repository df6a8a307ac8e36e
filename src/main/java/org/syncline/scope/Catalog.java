package org.syncline.scope;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The services that run here. Immutable. */
public final class Catalog {
  private final Map<String, Service> byName = new TreeMap<>();

  public Catalog(List<Service> services) {
    for (Service service : services) {
      if (byName.put(service.name().toLowerCase(Locale.ROOT), service) != null) {
        throw new IllegalArgumentException("two services are named '" + service.name() + "'");
      }
    }
  }

  /** The service with this name, without regard to case. */
  public Optional<Service> service(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  public List<Service> services() {
    return List.copyOf(byName.values());
  }
}
