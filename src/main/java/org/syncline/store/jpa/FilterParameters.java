package org.syncline.store.jpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.scope.Filter;
import org.syncline.scope.Parameter;

/** The parameters of one scope, found in the filters of its tables. */
final class FilterParameters {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /**
   * A filter by a parameter of the column's type.
   *
   * @throws IllegalArgumentException if the parameter has another type elsewhere in the scope
   */
  Filter filter(EntityType type, int column, String parameterName) {
    EdmType columnType = type.property(column).type();
    Parameter parameter = new Parameter(parameterName, columnType);
    Parameter known = parameters.putIfAbsent(parameter.name(), parameter);
    if (known != null && known.type() != columnType) {
      throw new IllegalArgumentException(
          String.format(
              "parameter '%s' is %s elsewhere in the scope, but %s.%s is %s",
              parameter.name(),
              known.type().edmName(),
              type,
              type.property(column).name(),
              columnType.edmName()));
    }
    return new Filter(column, List.copyOf(parameters.keySet()).indexOf(parameter.name()));
  }

  /** In the order in which filters named them first. */
  List<Parameter> all() {
    return List.copyOf(parameters.values());
  }
}
