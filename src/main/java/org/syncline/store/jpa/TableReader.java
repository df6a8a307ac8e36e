package org.syncline.store.jpa;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.Helper;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;

/** Reads the mapping of one entity. For one use. */
final class TableReader {
  private final AbstractSession session;
  private final SqlNames names;
  private final ClassDescriptor descriptor;
  private final Map<String, ChosenTable.Column> chosen = new LinkedHashMap<>();
  private final Map<String, MappedColumn> columns = new LinkedHashMap<>();

  TableReader(AbstractSession session, SqlNames names, ClassDescriptor descriptor) {
    this.session = session;
    this.names = names;
    this.descriptor = descriptor;
  }

  /** For an entity without a class: what was chosen of its table says what a class would say. */
  TableReader(
      AbstractSession session, SqlNames names, ClassDescriptor descriptor, ChosenTable table) {
    this(session, names, descriptor);
    table.columns().forEach(column -> chosen.put(column.property(), column));
  }

  /**
   * @throws IllegalArgumentException if the entity cannot be synchronised as it is mapped
   */
  TableMapping read(String namespace, String typeName) {
    if (descriptor.hasInheritance()) {
      throw unmappable("is part of an inheritance; use a @MappedSuperclass for what is common");
    }
    if (descriptor.getTables().size() != 1) {
      throw unmappable("has more than one table; give each table an entity of its own");
    }
    List<Slot> slots = slotsOf(descriptor, "", true);
    List<MappedColumn> all = List.copyOf(columns.values());
    List<Property> properties = all.stream().map(MappedColumn::property).toList();
    EntityType type = new EntityType(namespace, typeName, properties);
    return new TableMapping(type, descriptor, all, slots, keyFields(descriptor), keyParts());
  }

  /** In the order of declaration, that of superclasses first. */
  private List<Slot> slotsOf(ClassDescriptor owner, String path, boolean ownerRequired) {
    List<Slot> slots = new ArrayList<>();
    for (String attribute : chosen.isEmpty() ? attributesOf(owner) : chosen.keySet()) {
      DatabaseMapping mapping = owner.getMappingForAttributeName(attribute);
      boolean required = ownerRequired && isRequired(owner.getJavaClass(), mapping);
      if (mapping instanceof AbstractDirectMapping direct) {
        Slot slot = direct(direct, path + attribute, required);
        if (!isWrittenByOthers(mapping)) {
          slots.add(slot);
        }
      } else if (mapping instanceof AggregateObjectMapping embedded) {
        boolean partsRequired = ownerRequired && !embedded.isNullAllowed();
        List<Slot> parts =
            slotsOf(embedded.getReferenceDescriptor(), path + attribute + ".", partsRequired);
        slots.add(new Slot.Embedded(embedded, parts, parts.stream().allMatch(Slot::key), session));
      } else if (mapping instanceof OneToOneMapping relation) {
        addRelation(slots, relation, path + attribute, required);
      } else if (!mapping.isCollectionMapping()) {
        throw unmappable("attribute '" + attribute + "' is mapped in a way that has no column");
      }
    }
    return List.copyOf(slots);
  }

  private Slot direct(AbstractDirectMapping mapping, String attribute, boolean required) {
    DatabaseField field = mapping.getField();
    Class<?> fieldClass = fieldClassOf(mapping);
    EdmType type =
        FieldTypes.edmType(fieldClass)
            .orElseThrow(
                () ->
                    unmappable(
                        "attribute '"
                            + attribute
                            + "' is kept as "
                            + (fieldClass == null ? "an unknown class" : fieldClass.getName())
                            + ", which cannot travel; use one of "
                            + FieldTypes.SUPPORTED
                            + ", or an AttributeConverter to one of them"));
    int length = fieldClass == String.class ? field.getLength() : 0;
    MappedColumn column = column(field, attribute, type, !required, length);
    return new Slot.Direct(mapping, column.name(), add(column), fieldClass, column.key(), session);
  }

  private void addRelation(
      List<Slot> slots, OneToOneMapping mapping, String attribute, boolean required) {
    if (!mapping.isForeignKeyRelationship()) {
      return; // the other side has the column
    }
    if (mapping.hasRelationTableMechanism()) {
      throw unmappable("attribute '" + attribute + "' uses a @JoinTable; use a @JoinColumn");
    }
    Map<DatabaseField, DatabaseField> targets = mapping.getSourceToTargetKeyFields();
    ClassDescriptor target = mapping.getReferenceDescriptor();
    Map<DatabaseField, Integer> positions = new LinkedHashMap<>();
    for (DatabaseField field : mapping.getForeignKeyFields()) {
      AbstractDirectMapping key = directMapping(target, targets.get(field));
      EdmType type = FieldTypes.edmType(fieldClassOf(key)).orElseThrow();
      positions.put(targets.get(field), add(column(field, attribute, type, !required, 0)));
    }
    List<Integer> ordered =
        target.getPrimaryKeyFields().stream().map(positions::get).filter(Objects::nonNull).toList();
    if (ordered.size() != target.getPrimaryKeyFields().size()
        || ordered.size() != positions.size()) {
      throw unmappable("attribute '" + attribute + "' must refer to the other entity's key");
    }
    if (!mapping.isReadOnly()) {
      slots.add(new Slot.Relation(mapping, ordered, keyFields(target), isKey(ordered), session));
    }
  }

  private boolean isKey(Collection<Integer> positions) {
    List<MappedColumn> all = List.copyOf(columns.values());
    return positions.stream().allMatch(p -> all.get(p).key());
  }

  private MappedColumn column(
      DatabaseField field, String attribute, EdmType type, boolean nullable, int length) {
    boolean key = descriptor.getPrimaryKeyFields().contains(field);
    ChosenTable.Column chose = chosen.get(attribute);
    return new MappedColumn(
        chose == null ? field.getName() : chose.property(),
        names.inDatabase(field.getName(), field.shouldUseDelimiters()),
        attribute,
        chose == null ? type : chose.type(),
        nullable && field.isNullable(),
        key,
        length);
  }

  /** Position of the column; two attributes may share one. */
  private int add(MappedColumn column) {
    MappedColumn old = columns.get(column.name());
    if (old == null) {
      columns.put(column.name(), column);
    } else if (old.nullable() && !column.nullable()) {
      columns.put(
          old.name(),
          new MappedColumn(
              old.name(),
              old.sqlName(),
              old.attribute(),
              old.type(),
              false,
              old.key(),
              old.length()));
    }
    return List.copyOf(columns.keySet()).indexOf(column.name());
  }

  /** Read-only columns and versions travel, but what a client says of them is not stored. */
  private boolean isWrittenByOthers(DatabaseMapping mapping) {
    return mapping.isReadOnly()
        || (descriptor.usesOptimisticLocking()
            && mapping.getField() != null
            && mapping
                .getField()
                .equals(descriptor.getOptimisticLockingPolicy().getWriteLockField()));
  }

  /** By what the database calls the columns: on the wire they may have other names. */
  private List<Integer> keyParts() {
    List<String> keys =
        columns.values().stream().filter(MappedColumn::key).map(MappedColumn::sqlName).toList();
    return descriptor.getPrimaryKeyFields().stream()
        .map(f -> keys.indexOf(names.inDatabase(f.getName(), f.shouldUseDelimiters())))
        .toList();
  }

  private KeyFields keyFields(ClassDescriptor of) {
    List<Class<?>> classes = new ArrayList<>();
    for (DatabaseField field : of.getPrimaryKeyFields()) {
      classes.add(fieldClassOf(directMapping(of, field)));
    }
    return new KeyFields(List.copyOf(classes));
  }

  /** The plain mapping behind a column that may be inside an embedded key or a relation. */
  private static AbstractDirectMapping directMapping(ClassDescriptor owner, DatabaseField field) {
    DatabaseMapping mapping = owner.getObjectBuilder().getMappingForField(field);
    if (mapping instanceof AggregateObjectMapping embedded) {
      return directMapping(embedded.getReferenceDescriptor(), field);
    }
    if (mapping instanceof OneToOneMapping relation) {
      return directMapping(
          relation.getReferenceDescriptor(), relation.getSourceToTargetKeyFields().get(field));
    }
    return (AbstractDirectMapping) mapping;
  }

  private static Class<?> fieldClassOf(AbstractDirectMapping mapping) {
    Class<?> fieldClass = mapping.getFieldClassification(mapping.getField());
    return fieldClass == null ? null : Helper.getObjectClass(fieldClass);
  }

  private static Set<String> attributesOf(ClassDescriptor owner) {
    Set<String> mapped = new TreeSet<>();
    owner.getMappings().forEach(mapping -> mapped.add(mapping.getAttributeName()));
    Deque<Class<?>> classes = new ArrayDeque<>();
    for (Class<?> c = owner.getJavaClass(); c != null; c = c.getSuperclass()) {
      classes.push(c);
    }
    Set<String> ordered = new LinkedHashSet<>();
    for (Class<?> c : classes) {
      for (Field field : c.getDeclaredFields()) {
        if (mapped.contains(field.getName())) {
          ordered.add(field.getName());
        }
      }
    }
    ordered.addAll(mapped); // attributes that are only methods
    return ordered;
  }

  private static boolean isRequired(Class<?> owner, DatabaseMapping mapping) {
    Class<?> held = mapping.getAttributeClassification();
    return !mapping.isOptional()
        || (held != null && held.isPrimitive())
        || members(owner, mapping).stream().anyMatch(TableReader::excludesNull);
  }

  private static boolean excludesNull(AnnotatedElement member) {
    return member.isAnnotationPresent(NotNull.class)
        || member.isAnnotationPresent(NotBlank.class)
        || member.isAnnotationPresent(NotEmpty.class);
  }

  /** The field and the getter of an attribute, as far as there are such. */
  private static List<AnnotatedElement> members(Class<?> owner, DatabaseMapping mapping) {
    List<AnnotatedElement> members = new ArrayList<>();
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      try {
        members.add(c.getDeclaredField(mapping.getAttributeName()));
      } catch (NoSuchFieldException e) {
        // declared higher up, or only as methods
      }
      try {
        if (mapping.getGetMethodName() != null) {
          members.add(c.getDeclaredMethod(mapping.getGetMethodName()));
        }
      } catch (NoSuchMethodException e) {
        // declared higher up
      }
    }
    return members;
  }

  private IllegalArgumentException unmappable(String why) {
    return new IllegalArgumentException(
        "entity " + descriptor.getJavaClass().getName() + " cannot be synchronised: " + why);
  }
}
