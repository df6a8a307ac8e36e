package org.syncline.scope.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Makes values of a file that is known to fit the schema. */
final class ScopeFileReader {
  private static final String DEFAULT_SCHEMA = "dbo";

  /** {@code [schema].[table]}; what is not dbo has brackets, and so may have the name. */
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "(?:(?:\\[(?<schema>[^]]+)]|(?i:dbo))\\.)?(?:\\[(?<quoted>[^]]+)]|(?<plain>[^]\\[]+))");

  private final Element section;

  /**
   * @param section the element {@code SyncConfiguration}
   */
  ScopeFileReader(Element section) {
    this.section = section;
  }

  /**
   * @throws IllegalArgumentException if something in it has no counterpart here
   */
  List<ConfiguredScope> scopes() {
    List<ConfiguredScope> scopes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Element scope : children(only(section, "SyncScopes"), "SyncScope")) {
      ConfiguredScope read = scope(scope);
      if (!names.add(read.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two scopes are named '%s'".formatted(read.name()));
      }
      scopes.add(read);
    }
    return scopes;
  }

  private static ConfiguredScope scope(Element scope) {
    String name = scope.getAttribute("Name");
    if (!name.matches("\\w+")) {
      throw new IllegalArgumentException(
          "scope '%s' needs a name of letters, digits and underscores, since it is part of addresses"
              .formatted(name));
    }
    List<ConfiguredTable> tables = new ArrayList<>();
    Set<String> types = new HashSet<>();
    Set<String> sqlNames = new HashSet<>();
    for (Element table : children(only(scope, "SyncTables"), "SyncTable")) {
      try {
        ConfiguredTable read = table(table);
        if (!sqlNames.add(read.name())) {
          throw new IllegalArgumentException("the scope has it twice, so rows would travel twice");
        }
        if (!types.add(read.typeName())) {
          throw new IllegalArgumentException(
              "another table of the scope is named '%s' too; give one of them a GlobalName"
                  .formatted(read.typeName()));
        }
        tables.add(read);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "scope '%s', table '%s': %s"
                .formatted(name, table.getAttribute("Name"), e.getMessage()),
            e);
      }
    }
    return new ConfiguredScope(name, tables);
  }

  private static ConfiguredTable table(Element table) {
    String name = table.getAttribute("Name").strip();
    String schema = table.getAttribute("SchemaName");
    Matcher qualified = QUALIFIED.matcher(name);
    if (qualified.matches()) {
      name = Optional.ofNullable(qualified.group("quoted")).orElse(qualified.group("plain"));
      schema = Optional.ofNullable(qualified.group("schema")).orElse(schema);
    }
    if (!schema.isBlank() && !schema.equalsIgnoreCase(DEFAULT_SCHEMA)) {
      throw new IllegalArgumentException(
          "it is in schema '%s', but only tables of the connection's own schema travel; move it there and leave SchemaName out"
              .formatted(schema));
    }
    List<ConfiguredColumn> columns = columns(table);
    return new ConfiguredTable(name, wireName(table, name), columns, filters(table));
  }

  private static List<ConfiguredColumn> columns(Element table) {
    List<ConfiguredColumn> columns = new ArrayList<>();
    Set<String> properties = new HashSet<>();
    List<Element> listed = grandchildren(table, "SyncColumns", "SyncColumn");
    for (Element column : listed) {
      if (SqlServerType.isRowVersion(column.getAttribute("SqlType"))) {
        continue;
      }
      ConfiguredColumn read = column(column);
      if (!properties.add(read.property())) {
        throw new IllegalArgumentException(
            "two of its columns are named '%s'; give one of them another GlobalName"
                .formatted(read.property()));
      }
      columns.add(read);
    }
    if (columns.isEmpty() && (!listed.isEmpty() || !flag(table, "IncludeAllColumns"))) {
      throw new IllegalArgumentException(
          "no column travels: list SyncColumns, or set IncludeAllColumns=\"true\"");
    }
    if (!columns.isEmpty() && columns.stream().noneMatch(ConfiguredColumn::key)) {
      throw new IllegalArgumentException(
          "none of its SyncColumns has IsPrimaryKey=\"true\"; the listed columns override what the database says");
    }
    return columns;
  }

  private static ConfiguredColumn column(Element column) {
    String name = unbracketed(column.getAttribute("Name"));
    boolean key = flag(column, "IsPrimaryKey");
    return new ConfiguredColumn(
        name,
        wireName(column, name),
        type("column '" + name + "'", column.getAttribute("SqlType")),
        key,
        flag(column, "IsNullable") && !key);
  }

  private static List<ConfiguredFilter> filters(Element table) {
    Map<String, SqlServerType> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Element parameter : grandchildren(table, "FilterParameters", "FilterParameter")) {
      String name = parameterName(parameter.getAttribute("Name").substring(1));
      SqlServerType type = type("parameter '@" + name + "'", parameter.getAttribute("SqlType"));
      SqlServerType other = parameters.put(name, type);
      if (other != null && other.edm() != type.edm()) {
        throw new IllegalArgumentException(
            "parameter @%s is listed twice, as %s and as %s".formatted(name, other, type));
      }
    }
    Set<String> tracked = new HashSet<>();
    for (Element column : grandchildren(table, "FilterColumns", "FilterColumn")) {
      tracked.add(unbracketed(column.getAttribute("Name")).toLowerCase(Locale.ROOT));
    }
    List<ConfiguredFilter> filters = new ArrayList<>();
    if (!table.getAttribute("FilterClause").isBlank()) {
      FilterClause.read(table.getAttribute("FilterClause"))
          .forEach(
              (column, parameter) -> {
                String name = parameterName(parameter);
                if (!parameters.containsKey(name)) {
                  throw new IllegalArgumentException(
                      "its FilterClause names @%s, which is not among its FilterParameters"
                          .formatted(parameter));
                }
                if (!tracked.contains(column.toLowerCase(Locale.ROOT))) {
                  throw new IllegalArgumentException(
                      "its FilterClause names the column '%s', which is not among its FilterColumns"
                          .formatted(column));
                }
                filters.add(new ConfiguredFilter(column, name, parameters.get(name)));
              });
    } else if (!parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "it has FilterParameters but no FilterClause that uses them, so every row would travel");
    }
    return filters;
  }

  private static SqlServerType type(String of, String name) {
    return SqlServerType.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is of type '%s', which does not travel".formatted(of, name)));
  }

  private static String parameterName(String name) {
    return WireName.underscored(name).toLowerCase(Locale.ROOT);
  }

  /** What the file calls it, or else its name in the database. */
  private static String wireName(Element element, String sqlName) {
    String global = element.getAttribute("GlobalName");
    return WireName.of(global.isBlank() ? sqlName : global);
  }

  private static String unbracketed(String name) {
    Matcher qualified = QUALIFIED.matcher(name);
    boolean quoted = qualified.matches() && qualified.group("quoted") != null;
    return quoted ? qualified.group("quoted") : name;
  }

  private static boolean flag(Element element, String attribute) {
    return Boolean.parseBoolean(element.getAttribute(attribute));
  }

  private static List<Element> grandchildren(Element parent, String list, String name) {
    return children(parent, list).stream().flatMap(l -> children(l, name).stream()).toList();
  }

  private static Element only(Element parent, String name) {
    return children(parent, name).get(0);
  }

  static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
