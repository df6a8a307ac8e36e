package org.syncline.store.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Filter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.scope.config.ConfiguredFilter;
import org.syncline.scope.config.ConfiguredScope;

/** Turns a configured scope and the entities made for its tables into a service. */
final class ConfiguredServiceReader {
  private final UnitMapping unit;

  ConfiguredServiceReader(UnitMapping unit) {
    this.unit = unit;
  }

  /**
   * @param entities parents before children
   */
  Service read(ConfiguredScope configured, Map<ChosenTable, ClassDescriptor> entities) {
    FilterParameters parameters = new FilterParameters();
    List<ScopeTable> tables = new ArrayList<>();
    entities.forEach(
        (table, descriptor) -> {
          TableMapping mapping =
              new TableReader(unit.session(), unit.names(), descriptor, table)
                  .read(configured.name(), table.typeName());
          List<Filter> filters = new ArrayList<>();
          for (ConfiguredFilter filter : table.filters()) {
            filters.add(read(filter, table, mapping.type(), parameters));
          }
          tables.add(
              new ScopeTable(
                  tables.size(),
                  mapping.type(),
                  table.found().name(),
                  mapping.columns().stream().map(MappedColumn::sqlName).toList(),
                  filters));
          unit.mappings().put(mapping.type(), mapping);
        });
    Scope scope = new Scope(configured.name(), configured.name(), tables, parameters.all());
    return new Service(
        configured.serviceName(),
        unit.name(),
        List.of(scope),
        ConflictPolicy.CLIENT_WINS,
        Service.DEFAULT_BATCH_BYTES);
  }

  private static Filter read(
      ConfiguredFilter configured,
      ChosenTable table,
      EntityType type,
      FilterParameters parameters) {
    FoundTable.Column inDatabase = table.found().column(configured.column());
    ChosenTable.Column column =
        table.columns().stream()
            .filter(c -> c.found().equals(inDatabase))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s is filtered by '%s', which is not among the columns that travel; list it in SyncColumns"
                            .formatted(type, configured.column())));
    EdmType declared = configured.type().edm();
    if (declared != column.type()) {
      throw new IllegalArgumentException(
          "%s is filtered by '%s', which is %s, but its parameter @%s is %s; make them equal"
              .formatted(
                  type,
                  configured.column(),
                  column.type().edmName(),
                  configured.parameter(),
                  declared.edmName()));
    }
    return parameters.filter(type, type.positionOf(column.property()), configured.parameter());
  }
}
