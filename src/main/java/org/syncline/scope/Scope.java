package org.syncline.scope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.syncline.model.EntityType;
import org.syncline.model.Property;

/** Tables, columns and filters that travel together. Immutable. */
public final class Scope {
  private final String name;
  private final String namespace;
  private final List<ScopeTable> tables;
  private final List<Parameter> parameters;
  private final Map<String, ScopeTable> byTypeName = new HashMap<>();
  private final String schemaHash;
  private final Map<String, Integer> marks;

  /**
   * @param tables ordered parents first; {@link ScopeTable#order()} equals the position
   * @param parameters in the order that {@link Filter#parameter()} counts
   */
  public Scope(String name, String namespace, List<ScopeTable> tables, List<Parameter> parameters) {
    this.name = name;
    this.namespace = namespace;
    this.tables = List.copyOf(tables);
    this.parameters = List.copyOf(parameters);
    for (int i = 0; i < tables.size(); i++) {
      ScopeTable table = tables.get(i);
      if (table.order() != i) {
        throw new IllegalArgumentException(table.sqlName() + " has order " + table.order());
      }
      if (byTypeName.put(table.type().qualifiedName(), table) != null) {
        throw new IllegalArgumentException(
            "scope '" + name + "' has two types named '" + table.type() + "'");
      }
    }
    this.schemaHash = hash();
    this.marks = marks(tables);
  }

  /** The same with other rules for its tables. */
  public Scope with(List<ScopeTable> others) {
    return new Scope(name, namespace, others, parameters);
  }

  /** In its original case. */
  public String name() {
    return name;
  }

  public String namespace() {
    return namespace;
  }

  public List<ScopeTable> tables() {
    return tables;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** The table whose type has exactly this qualified name. */
  public Optional<ScopeTable> tableOf(String qualifiedTypeName) {
    return Optional.ofNullable(byTypeName.get(qualifiedTypeName));
  }

  /** The table of a type of this scope. */
  public ScopeTable tableOf(EntityType type) {
    return tableOf(type.qualifiedName())
        .orElseThrow(() -> new IllegalArgumentException(type + " is not in scope '" + name + "'"));
  }

  /**
   * 16 hexadecimal digits that change whenever no replica could go on: with other tables, keys,
   * filters or parameters. Other columns may have been added since, which {@link #marks} tell.
   */
  public String schemaHash() {
    return schemaHash;
  }

  /**
   * What tells whether a property is as it was before: numbers that are equal if name, type and
   * nullability are, by {@code Namespace.Type.Property}. A replica can go on if the marks of its
   * time are all there still.
   */
  public Map<String, Integer> marks() {
    return marks;
  }

  private static Map<String, Integer> marks(List<ScopeTable> tables) {
    Map<String, Integer> marks = new LinkedHashMap<>();
    for (ScopeTable table : tables) {
      for (Property property : table.type().properties()) {
        String name = table.type() + "." + property.name();
        byte[] digest = sha256(name + property);
        marks.put(name, ByteBuffer.wrap(digest).getInt());
      }
    }
    return Collections.unmodifiableMap(marks);
  }

  private String hash() {
    StringBuilder text = new StringBuilder();
    for (ScopeTable table : tables) {
      EntityType type = table.type();
      text.append(type).append('(');
      for (int i = 0; i < type.keyWidth(); i++) {
        text.append(type.keyProperty(i)).append(';');
      }
      for (Filter filter : table.filters()) {
        text.append(type.property(filter.column()).name()).append('=').append(filter.parameter());
        text.append(';');
      }
      text.append(')');
    }
    text.append(parameters);
    return HexFormat.of().formatHex(sha256(text.toString()), 0, 8);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
