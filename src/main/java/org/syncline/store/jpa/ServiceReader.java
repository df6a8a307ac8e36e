package org.syncline.store.jpa;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.syncline.model.EntityType;
import org.syncline.scope.ConflictMerger;
import org.syncline.scope.ConflictRule;
import org.syncline.scope.ConflictStrategy;
import org.syncline.scope.Filter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.scope.SyncConflicts;
import org.syncline.scope.SyncFilter;
import org.syncline.scope.SyncScope;
import org.syncline.scope.SyncService;
import org.syncline.scope.SyncTable;

/** Turns a declaration and the mapping of its entities into a service. */
final class ServiceReader {
  private final UnitMapping unit;

  ServiceReader(UnitMapping unit) {
    this.unit = unit;
  }

  Service read(SyncService declared) {
    if (!declared.name().matches("[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException(
          "a service's name takes letters, digits and underscores, got '" + declared.name() + "'");
    }
    if (!declared.persistenceUnit().equals(unit.name())) {
      throw new IllegalArgumentException(
          String.format(
              "service '%s' belongs to unit '%s', not to '%s'",
              declared.name(), declared.persistenceUnit(), unit.name()));
    }
    List<Scope> scopes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (SyncScope scope : declared.scopes()) {
      if (scope.name().isBlank() || !seen.add(scope.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "service '"
                + declared.name()
                + "' needs another name for scope '"
                + scope.name()
                + "'");
      }
      scopes.add(read(scope));
    }
    return new Service(
        declared.name(),
        unit.name(),
        scopes,
        declared.conflictPolicy(),
        Service.DEFAULT_BATCH_BYTES);
  }

  private Scope read(SyncScope declared) {
    String namespace = declared.namespace().isEmpty() ? declared.name() : declared.namespace();
    FilterParameters parameters = new FilterParameters();
    List<ScopeTable> tables = new ArrayList<>();
    List<ClassDescriptor> descriptors = new ArrayList<>();
    for (SyncTable table : declared.tables()) {
      ClassDescriptor descriptor = descriptorOf(table.value(), declared);
      String name = table.name().isEmpty() ? descriptor.getAlias() : table.name();
      TableMapping mapping =
          new TableReader(unit.session(), unit.names(), descriptor).read(namespace, name);
      List<Filter> filters = new ArrayList<>();
      for (SyncFilter filter : table.filters()) {
        filters.add(read(filter, mapping.type(), parameters));
      }
      DatabaseTable sqlTable = descriptor.getDefaultTable();
      ScopeTable plain =
          new ScopeTable(
              tables.size(),
              mapping.type(),
              unit.names().inDatabase(sqlTable.getName(), sqlTable.shouldUseDelimiters()),
              mapping.columns().stream().map(MappedColumn::sqlName).toList(),
              filters,
              new ConflictRule.ByService(),
              table.trackColumns());
      SyncConflicts conflicts =
          table.conflicts().value() == ConflictStrategy.INHERIT
              ? declared.conflicts()
              : table.conflicts();
      tables.add(plain.with(rule(conflicts, mapping.type())));
      descriptors.add(descriptor);
      unit.mappings().put(mapping.type(), mapping);
    }
    checkOrder(declared, descriptors);
    return new Scope(declared.name(), namespace, tables, parameters.all());
  }

  private static ConflictRule rule(SyncConflicts declared, EntityType type) {
    if (declared.value() == ConflictStrategy.CUSTOM) {
      return new ConflictRule.Custom(merger(declared.merger(), type));
    }
    return ConflictRule.of(declared.value(), declared.column(), type);
  }

  private static ConflictMerger merger(Class<? extends ConflictMerger> merger, EntityType type) {
    try {
      return merger.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          String.format(
              "conflicts of %s are for %s, which must be a public class with a public constructor without parameters",
              type, merger.getName()),
          e);
    }
  }

  private ClassDescriptor descriptorOf(Class<?> entity, SyncScope scope) {
    ClassDescriptor descriptor = unit.session().getDescriptor(entity);
    if (descriptor == null || descriptor.isDescriptorTypeAggregate()) {
      throw new IllegalArgumentException(
          String.format(
              "scope '%s' names %s, which is no entity of unit '%s'; list it in persistence.xml",
              scope.name(), entity.getName(), unit.name()));
    }
    return descriptor;
  }

  private static Filter read(SyncFilter declared, EntityType type, FilterParameters parameters) {
    int column = type.positionOf(declared.column());
    if (column < 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s has no column '%s' to filter by, only %s",
              type, declared.column(), type.properties().stream().map(p -> p.name()).toList()));
    }
    return parameters.filter(type, column, declared.parameter());
  }

  /** Clients apply rows in this order, and the database gets them in this order. */
  private static void checkOrder(SyncScope scope, List<ClassDescriptor> descriptors) {
    for (int child = 0; child < descriptors.size(); child++) {
      for (DatabaseMapping mapping : descriptors.get(child).getMappings()) {
        if (mapping instanceof OneToOneMapping relation
            && relation.isForeignKeyRelationship()
            && descriptors.indexOf(relation.getReferenceDescriptor()) > child) {
          throw new IllegalArgumentException(
              String.format(
                  "scope '%s' must name %s before %s, which refers to it",
                  scope.name(),
                  relation.getReferenceDescriptor().getAlias(),
                  descriptors.get(child).getAlias()));
        }
      }
    }
  }
}
