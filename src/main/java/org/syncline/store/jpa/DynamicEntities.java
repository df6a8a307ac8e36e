package org.syncline.store.jpa;

import jakarta.persistence.EntityManagerFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.config.CacheIsolationType;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.dynamic.DynamicClassLoader;
import org.eclipse.persistence.dynamic.DynamicType;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.jpa.dynamic.JPADynamicHelper;
import org.eclipse.persistence.jpa.dynamic.JPADynamicTypeBuilder;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectToFieldMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.syncline.scope.config.ConfiguredScope;

/** Entities for tables that no class maps. */
final class DynamicEntities {
  private final DynamicClassLoader classes;
  private final ConfiguredScope scope;

  DynamicEntities(DynamicClassLoader classes, ConfiguredScope scope) {
    this.classes = classes;
    this.scope = scope;
  }

  /** Adds an entity for each table, in their order. */
  Map<ChosenTable, ClassDescriptor> addTo(EntityManagerFactory factory, List<ChosenTable> tables) {
    Map<ChosenTable, DynamicType> types = new LinkedHashMap<>();
    tables.forEach(table -> types.put(table, type(table)));
    new JPADynamicHelper(factory)
        .addTypes(false, false, types.values().toArray(DynamicType[]::new));
    Map<ChosenTable, ClassDescriptor> descriptors = new LinkedHashMap<>();
    types.forEach((table, type) -> descriptors.put(table, type.getDescriptor()));
    return descriptors;
  }

  private DynamicType type(ChosenTable table) {
    String name = "org.syncline.configured." + scope.name() + "." + table.typeName();
    JPADynamicTypeBuilder builder =
        new JPADynamicTypeBuilder(classes.createDynamicClass(name), null, table.found().name());
    ClassDescriptor descriptor = builder.getType().getDescriptor();
    // other programs write to the same tables; the unit's setting does not reach these entities
    descriptor.getCachePolicy().setCacheIsolation(CacheIsolationType.ISOLATED);
    descriptor.setTables(NonSynchronizedVector.newInstance(List.of(named(table.found()))));
    table.columns().stream()
        .filter(ChosenTable.Column::key)
        .forEach(column -> descriptor.addPrimaryKeyField(named(column)));
    table.columns().forEach(column -> builder.addMapping(mapping(descriptor, table, column)));
    return builder.getType();
  }

  private static DatabaseMapping mapping(
      ClassDescriptor descriptor, ChosenTable table, ChosenTable.Column column) {
    // so that a row may come before the one that it refers to
    boolean relation =
        table.found().selfReferences().contains(column.found().name())
            && !column.key()
            && table.keys().equals(table.found().primaryKey());
    DatabaseMapping mapping = relation ? relation(descriptor, column) : direct(column);
    mapping.setAttributeName(column.property());
    mapping.setIsOptional(column.nullable());
    if (column.found().generated()) {
      mapping.readOnly();
    }
    return mapping;
  }

  private static DatabaseMapping relation(ClassDescriptor itself, ChosenTable.Column column) {
    OneToOneMapping relation = new OneToOneMapping();
    relation.setReferenceClass(itself.getJavaClass());
    relation.addForeignKeyField(named(column), itself.getPrimaryKeyFields().get(0));
    return relation;
  }

  private static DatabaseMapping direct(ChosenTable.Column column) {
    DirectToFieldMapping direct = new DirectToFieldMapping();
    direct.setAttributeClassification(column.fieldClass());
    direct.setField(named(column));
    direct.getField().setType(column.fieldClass());
    if (column.fieldClass() == String.class) {
      direct.getField().setLength(column.found().length());
    }
    return direct;
  }

  private static DatabaseTable named(FoundTable found) {
    DatabaseTable table = new DatabaseTable();
    table.setName(found.name());
    table.setUseDelimiters(true);
    return table;
  }

  private static DatabaseField named(ChosenTable.Column column) {
    DatabaseField field = new DatabaseField();
    field.setName(column.found().name());
    field.setUseDelimiters(true);
    return field;
  }
}
