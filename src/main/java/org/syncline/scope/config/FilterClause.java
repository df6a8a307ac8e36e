package org.syncline.scope.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a filter in SQL, as far as Syncline can follow rows that leave it: columns that equal
 * parameters, joined by AND. For one use.
 */
final class FilterClause {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<and>(?i:AND)\\b)|(?<sign>[()=])|@(?<parameter>[\\w@$#]+)"
              + "|(?:\\[?(?i:side)]?\\s*\\.\\s*)?(?:\\[(?<quoted>(?:[^]]|]])+)]|(?<plain>[\\p{L}_#][\\w@$#]*)))",
          Pattern.UNICODE_CHARACTER_CLASS);

  private final String clause;
  private final Deque<Token> tokens = new ArrayDeque<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Set<String> columns = new HashSet<>();

  private FilterClause(String clause) {
    this.clause = clause;
  }

  /**
   * The parameter that each column must equal, by column; neither has its {@code @} or brackets.
   *
   * @throws IllegalArgumentException if it says anything else; the message tells what can be said
   */
  static Map<String, String> read(String clause) {
    FilterClause reader = new FilterClause(clause);
    reader.split();
    reader.conditions();
    if (!reader.tokens.isEmpty()) {
      throw reader.unfit();
    }
    return reader.parameters;
  }

  private void split() {
    Matcher matcher = TOKEN.matcher(clause);
    int end = 0;
    while (matcher.find(end) && matcher.start() == end) {
      tokens.add(token(matcher));
      end = matcher.end();
    }
    if (!clause.substring(end).isBlank()) {
      throw unfit();
    }
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("and") != null) {
      return new Token(Kind.AND, "");
    }
    if (matcher.group("parameter") != null) {
      return new Token(Kind.PARAMETER, matcher.group("parameter"));
    }
    if (matcher.group("sign") != null) {
      return switch (matcher.group("sign")) {
        case "(" -> new Token(Kind.OPEN, "");
        case ")" -> new Token(Kind.CLOSE, "");
        default -> new Token(Kind.EQUALS, "");
      };
    }
    String quoted = matcher.group("quoted");
    return new Token(
        Kind.COLUMN, quoted == null ? matcher.group("plain") : quoted.replace("]]", "]"));
  }

  private void conditions() {
    condition();
    while (!tokens.isEmpty() && tokens.peek().kind == Kind.AND) {
      tokens.remove();
      condition();
    }
  }

  private void condition() {
    Token first = next();
    if (first.kind == Kind.OPEN) {
      conditions();
      expect(Kind.CLOSE);
      return;
    }
    expect(Kind.EQUALS);
    Token second = next();
    if (first.kind == Kind.COLUMN && second.kind == Kind.PARAMETER) {
      put(first, second);
    } else if (first.kind == Kind.PARAMETER && second.kind == Kind.COLUMN) {
      put(second, first);
    } else {
      throw unfit();
    }
  }

  private void put(Token column, Token parameter) {
    // of two parameters for one column, in whatever letter case, rows could equal only one
    if (!columns.add(column.text.toLowerCase(Locale.ROOT))) {
      throw unfit();
    }
    parameters.put(column.text, parameter.text);
  }

  private void expect(Kind kind) {
    if (next().kind != kind) {
      throw unfit();
    }
  }

  private Token next() {
    if (tokens.isEmpty()) {
      throw unfit();
    }
    return tokens.remove();
  }

  private IllegalArgumentException unfit() {
    return new IllegalArgumentException(
        "FilterClause \"%s\" cannot be followed: rows are filtered by columns that equal parameters, as in [side].[UserID] = @UserID AND [side].[Region] = @Region; give the table such a column"
            .formatted(clause));
  }

  private enum Kind {
    AND,
    OPEN,
    CLOSE,
    EQUALS,
    PARAMETER,
    COLUMN
  }

  private record Token(Kind kind, String text) {}
}
