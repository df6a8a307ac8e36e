package org.syncline.wire;

import java.util.ArrayList;
import java.util.List;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Property;
import org.syncline.scope.Parameter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

/** The scope that the golden vectors are about. */
final class Sample {
  static final String ROOT = "http://example.test/sync/SampleService.svc";
  static final EntityIds IDS = new EntityIds(ROOT);

  static final EntityType TAG =
      type("Tag", key("ID", EdmType.INT32), nullable("Name", EdmType.STRING));
  static final EntityType ITEM =
      type(
          "Item",
          key("ID", EdmType.GUID),
          required("ListID", EdmType.GUID),
          required("Name", EdmType.STRING),
          nullable("Description", EdmType.STRING),
          nullable("Priority", EdmType.INT32),
          nullable("StartDate", EdmType.DATE_TIME),
          required("CreatedDate", EdmType.DATE_TIME));
  static final EntityType MAPPING =
      type(
          "TagItemMapping",
          key("TagID", EdmType.INT32),
          key("ItemID", EdmType.GUID),
          key("UserID", EdmType.GUID));
  static final EntityType CUSTOMER =
      type("Customer", key("Code", EdmType.STRING), nullable("Name", EdmType.STRING));
  static final EntityType ALL_TYPES = type("AllTypes", allTypes());

  static final Scope SCOPE = scope(TAG, ITEM, MAPPING, CUSTOMER, ALL_TYPES);

  private Sample() {}

  static Property key(String name, EdmType type) {
    return new Property(name, type, false, true);
  }

  static Property required(String name, EdmType type) {
    return new Property(name, type, false, false);
  }

  static Property nullable(String name, EdmType type) {
    return new Property(name, type, true, false);
  }

  static EntityType type(String name, Property... properties) {
    return new EntityType("SampleScope", name, List.of(properties));
  }

  /** A scope of these types, parents first, with the parameter {@code userid}. */
  static Scope scope(EntityType... types) {
    List<ScopeTable> tables = new ArrayList<>();
    for (EntityType type : types) {
      List<String> columns = type.properties().stream().map(Property::name).toList();
      tables.add(new ScopeTable(tables.size(), type, type.name(), columns, List.of()));
    }
    Parameter userid = new Parameter("UserId", EdmType.GUID);
    return new Scope("SampleScope", "SampleScope", tables, List.of(userid));
  }

  private static Property[] allTypes() {
    return new Property[] {
      key("ID", EdmType.GUID),
      required("Bool", EdmType.BOOLEAN),
      required("Byte", EdmType.BYTE),
      required("SByte", EdmType.SBYTE),
      required("Int16", EdmType.INT16),
      required("Int32", EdmType.INT32),
      required("Int64", EdmType.INT64),
      required("Single", EdmType.SINGLE),
      required("Double", EdmType.DOUBLE),
      required("Decimal", EdmType.DECIMAL),
      nullable("String", EdmType.STRING),
      required("Guid", EdmType.GUID),
      nullable("Binary", EdmType.BINARY),
      required("DateTime", EdmType.DATE_TIME),
      required("DateTimeOffset", EdmType.DATE_TIME_OFFSET),
      required("Time", EdmType.TIME),
      nullable("NBool", EdmType.BOOLEAN),
      nullable("NByte", EdmType.BYTE),
      nullable("NSByte", EdmType.SBYTE),
      nullable("NInt16", EdmType.INT16),
      nullable("NInt32", EdmType.INT32),
      nullable("NInt64", EdmType.INT64),
      nullable("NSingle", EdmType.SINGLE),
      nullable("NDouble", EdmType.DOUBLE),
      nullable("NDecimal", EdmType.DECIMAL),
      nullable("NGuid", EdmType.GUID),
      nullable("NDateTime", EdmType.DATE_TIME),
      nullable("NDateTimeOffset", EdmType.DATE_TIME_OFFSET),
      nullable("NTime", EdmType.TIME)
    };
  }
}
