package org.syncline.wire.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.ErrorCode;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncException;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

/**
 * Turns the entities of one request into typed changes, or refuses the request with the number of
 * the entity and the name of the property that is wrong (wire reference, sections 7 to 13).
 */
public final class UploadedChanges {
  /** More changes than this in one request are refused with 413. */
  public static final int MOST_CHANGES = 100_000;

  private final Scope scope;
  private final List<UploadedChange> changes = new ArrayList<>();
  private final Set<String> tempIds = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private final TypeCache<IdWriter> keyTexts =
      new TypeCache<>(type -> new IdWriter("", type, RawEscapes.RAW));

  public UploadedChanges(Scope scope) {
    this.scope = scope;
  }

  /** Those added so far, in their order. */
  public List<UploadedChange> all() {
    return changes;
  }

  /** What the next entity is called in messages: {@code entity 3}. */
  public String nextName() {
    return "entity " + (changes.size() + 1);
  }

  /**
   * Adds one entity.
   *
   * @throws SyncException BAD_BODY if it is not one that the scope could hold; BODY_TOO_LARGE if it
   *     is one too many
   */
  public void add(RawEntity raw) {
    if (changes.size() == MOST_CHANGES) {
      throw new SyncException(
          ErrorCode.BODY_TOO_LARGE,
          "a request carries at most " + MOST_CHANGES + " changes; send the rest in another one");
    }
    EntityType type = type(raw);
    UploadedChange change = raw.deleted() ? tombstone(raw, type) : live(raw, type);
    if (!keys.add(keyTexts.get(type).text(change.key()))) {
      throw bad(
          type,
          "its key was in this request before: " + Literals.shortened(change.key().toString()));
    }
    changes.add(change);
  }

  private EntityType type(RawEntity raw) {
    String name = raw.typeName();
    if (name == null || name.isEmpty()) {
      throw bad(nextName() + " does not say of which type it is");
    }
    return scope
        .tableOf(name)
        .map(ScopeTable::type)
        .orElseThrow(
            () ->
                bad(
                    String.format(
                        "%s: type '%s' is not in scope '%s'",
                        nextName(), Literals.shortened(name), scope.name())));
  }

  private UploadedChange tombstone(RawEntity raw, EntityType type) {
    if (!raw.hasId()) {
      throw bad(type, "a deletion needs the id of the row");
    }
    try {
      RowKey key = IdReader.parse(type, raw.id());
      return new UploadedChange(new Change.Tombstone(key), null, false);
    } catch (IllegalArgumentException e) {
      throw bad(type, "the id " + e.getMessage());
    }
  }

  private UploadedChange live(RawEntity raw, EntityType type) {
    boolean insert = !raw.hasId();
    if (insert && raw.tempId() == null) {
      throw bad(type, "it has neither an id nor a tempId");
    }
    if (insert && !tempIds.add(raw.tempId())) {
      throw bad(
          type,
          "its tempId was in this request before: \"" + Literals.shortened(raw.tempId()) + "\"");
    }
    Set<Integer> missing = new HashSet<>();
    Change change = new Change.Live(row(raw, type, missing));
    return new UploadedChange(change, insert ? raw.tempId() : null, insert, missing);
  }

  private Row row(RawEntity raw, EntityType type, Set<Integer> missing) {
    Object[] values = new Object[type.width()];
    boolean[] present = new boolean[type.width()];
    for (int i = 0; i < raw.size(); i++) {
      int position = type.positionOf(raw.name(i));
      if (position >= 0) {
        if (present[position]) {
          throw bad(type, "property '" + raw.name(i) + "' is there twice");
        }
        values[position] = value(raw, i, type, type.property(position));
        present[position] = true;
      }
    }
    for (int i = 0; i < values.length; i++) {
      Property property = type.property(i);
      if (property.key() && !present[i]) {
        throw bad(type, "key property '" + property.name() + "' is missing");
      }
      if (!present[i]) {
        values[i] = property.nullable() ? null : Literals.zero(property.type());
        missing.add(i);
      }
    }
    return new Row(type, values);
  }

  private Object value(RawEntity raw, int index, EntityType type, Property property) {
    if (raw.isNested(index)) {
      throw bad(
          type, "property '" + property.name() + "' is not a single " + property.type().edmName());
    }
    String text = raw.text(index);
    if (text == null) {
      return ofNull(type, property);
    }
    try {
      return Literals.parse(property.type(), text);
    } catch (IllegalArgumentException e) {
      throw bad(type, "property '" + property.name() + "' " + e.getMessage());
    }
  }

  /** Texts and bytes stay null where none may be, so that only the row is refused, not the rest. */
  private Object ofNull(EntityType type, Property property) {
    if (property.nullable()) {
      return null;
    }
    if (property.key() || Literals.refusesNull(property.type())) {
      throw bad(type, "property '" + property.name() + "' cannot be null");
    }
    return Literals.zero(property.type());
  }

  private SyncException bad(EntityType type, String what) {
    return bad(nextName() + " (" + type + "): " + what);
  }

  private static SyncException bad(String message) {
    return new SyncException(ErrorCode.BAD_BODY, message);
  }
}
