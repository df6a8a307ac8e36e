package org.syncline.wire.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.RowKey;

/**
 * Reads entity ids (wire reference, section 10). The address in front is ignored, so that deletions
 * survive a move of the service. Apostrophes inside a string may be doubled, as OData has it, or
 * plain, as the original server wrote them; suffixes and prefixes of literals may be absent, and
 * the whole may be percent-encoded.
 */
public final class IdReader {
  /** Longer ids are refused unread. */
  private static final int MOST_CHARS = 8192;

  /** An address that holds {@code /Type(} more often than this is not worth the search. */
  private static final int MOST_TRIES = 8;

  private final EntityType type;
  private final String keys;
  private final boolean plainApostrophes;
  private final Object[] values;
  private int at;

  private IdReader(EntityType type, String keys, boolean plainApostrophes) {
    this.type = type;
    this.keys = keys;
    this.plainApostrophes = plainApostrophes;
    this.values = new Object[type.keyWidth()];
  }

  /**
   * The key that an id names.
   *
   * @throws IllegalArgumentException if the text is no id of this type; the message completes a
   *     sentence that begins with what the id is for
   */
  public static RowKey parse(EntityType type, String id) {
    String text = id.strip();
    if (text.length() <= MOST_CHARS) {
      RowKey key = keyIn(type, text);
      key = key == null && text.indexOf('%') >= 0 ? keyIn(type, decoded(text)) : key;
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException(
        "is not that of a row of " + type + ": \"" + Literals.shortened(text) + "\"");
  }

  /** Answers null if the text is no id of this type. */
  private static RowKey keyIn(EntityType type, String text) {
    if (text.endsWith(")")) {
      String start = type.name() + "(";
      int from = text.indexOf(start);
      for (int tries = 0; from >= 0 && tries < MOST_TRIES; tries++) {
        if (from == 0 || text.charAt(from - 1) == '/') {
          String keys = text.substring(from + start.length(), text.length() - 1);
          RowKey key = new IdReader(type, keys, false).read();
          key = key == null ? new IdReader(type, keys, true).read() : key;
          if (key != null) {
            return key;
          }
        }
        from = text.indexOf(start, from + 1);
      }
    }
    return null;
  }

  /**
   * Libraries for addresses encode blanks and quotes. Ours never are encoded, so an id that can be
   * read as it stands is. Answers an empty text if it is not encoded at all.
   */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Answers null if the text is not the key list of the type. */
  private RowKey read() {
    try {
      for (int i = 0; i < values.length; i++) {
        int part = nextName(i);
        if (part < 0) {
          return null;
        }
        values[part] = value(type.keyProperty(part).type(), nextLiteral(part));
      }
      return at == keys.length() ? new RowKey(type, Arrays.asList(values)) : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Passes a comma if one is due, and {@code Name=}; answers the part it names, or -1. */
  private int nextName(int index) {
    if (index > 0) {
      if (at >= keys.length() || keys.charAt(at) != ',') {
        return -1;
      }
      at = afterBlanks(at + 1);
    }
    int part = nameAt(at, -1);
    if (part >= 0) {
      at += type.keyProperty(part).name().length() + 1;
      return part;
    }
    return values.length == 1 ? 0 : -1;
  }

  /** Which part that has no value yet is named here, or -1; {@code except} has one. */
  private int nameAt(int from, int except) {
    for (int part = 0; part < values.length; part++) {
      if (part != except
          && values[part] == null
          && keys.startsWith(type.keyProperty(part).name() + "=", from)) {
        return part;
      }
    }
    return -1;
  }

  private int afterBlanks(int from) {
    int i = from;
    while (i < keys.length() && keys.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private String nextLiteral(int part) {
    int start = at;
    if (type.keyProperty(part).type() == EdmType.STRING) {
      at = plainApostrophes ? endOfPlain(part) : endOfDoubled();
    } else {
      int comma = keys.indexOf(',', at);
      at = comma < 0 ? keys.length() : comma;
    }
    return keys.substring(start, at);
  }

  /** Behind the first apostrophe that is not one of a pair. */
  private int endOfDoubled() {
    for (int i = at + 1; i < keys.length(); i++) {
      if (keys.charAt(i) == '\'') {
        if (i + 1 == keys.length() || keys.charAt(i + 1) != '\'') {
          return i + 1;
        }
        i++;
      }
    }
    return keys.length();
  }

  /** Behind the first apostrophe that the end, or a comma and another name, follows. */
  private int endOfPlain(int part) {
    for (int i = keys.indexOf('\'', at + 1); i >= 0; i = keys.indexOf('\'', i + 1)) {
      int next = i + 1;
      if (next < keys.length()
          && keys.charAt(next) == ','
          && nameAt(afterBlanks(next + 1), part) >= 0) {
        return next;
      }
    }
    return keys.length();
  }

  private Object value(EdmType edmType, String literal) {
    return switch (edmType) {
      case STRING -> string(literal);
      case GUID -> Literals.parse(edmType, unquoted(literal, "guid"));
      case INT64 -> Literals.parse(edmType, withoutSuffix(literal, 'L'));
      case SINGLE -> Literals.parse(edmType, withoutSuffix(literal, 'F'));
      case DOUBLE -> Literals.parse(edmType, withoutSuffix(literal, 'D'));
      case DECIMAL -> Literals.parse(edmType, withoutSuffix(literal, 'M'));
      case BINARY -> binary(literal);
      default -> Literals.parse(edmType, literal);
    };
  }

  private String string(String literal) {
    if (literal.length() < 2 || !literal.startsWith("'") || !literal.endsWith("'")) {
      throw new IllegalArgumentException();
    }
    String inner = literal.substring(1, literal.length() - 1);
    return plainApostrophes ? inner : inner.replace("''", "'");
  }

  private static byte[] binary(String literal) {
    String lower = literal.toLowerCase(Locale.ROOT);
    String hex = unquoted(lower, lower.startsWith("x") ? "x" : "binary");
    return HexFormat.of().parseHex(hex);
  }

  private static String unquoted(String literal, String prefix) {
    boolean prefixed = literal.regionMatches(true, 0, prefix, 0, prefix.length());
    String quoted = prefixed ? literal.substring(prefix.length()) : literal;
    if (quoted.length() >= 2 && quoted.startsWith("'") && quoted.endsWith("'")) {
      return quoted.substring(1, quoted.length() - 1);
    }
    if (prefixed) {
      throw new IllegalArgumentException();
    }
    return literal;
  }

  private static String withoutSuffix(String literal, char suffix) {
    int last = literal.length() - 1;
    boolean suffixed = last >= 0 && Character.toUpperCase(literal.charAt(last)) == suffix;
    return suffixed ? literal.substring(0, last) : literal;
  }
}
