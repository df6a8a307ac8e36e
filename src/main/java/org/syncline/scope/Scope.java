package org.syncline.scope;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
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

  /** 16 hexadecimal digits that change whenever a client would see another schema. */
  public String schemaHash() {
    return schemaHash;
  }

  private String hash() {
    StringBuilder text = new StringBuilder();
    for (ScopeTable table : tables) {
      text.append(table.type()).append('(');
      for (Property property : table.type().properties()) {
        text.append(property).append(';');
      }
      text.append(table.filters()).append(')');
    }
    text.append(parameters);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
