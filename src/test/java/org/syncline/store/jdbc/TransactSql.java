package org.syncline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.apache.shardingsphere.sql.parser.autogen.SQLServerStatementLexer;
import org.apache.shardingsphere.sql.parser.autogen.SQLServerStatementParser;

/**
 * What a parser says of statements for SQL Server. Its grammar has no blocks, no calls and no
 * sequences: those few are taken apart here, and what is in them is parsed. It also takes some
 * words of others for names, which are looked for here.
 */
final class TransactSql {
  private static final Pattern IF =
      Pattern.compile("IF (OBJECT_ID\\(N'[A-Z_]+', N'[A-Z]+'\\) IS NULL) (CREATE .*)");

  private static final Pattern TRIGGER =
      Pattern.compile(
          "(CREATE OR ALTER TRIGGER .* AFTER INSERT, UPDATE, DELETE AS) /\\* syncline [0-9a-f]{16} \\*/ BEGIN\n(.*);\nEND",
          Pattern.DOTALL);

  /** Whole statements that are known without a grammar. */
  private static final List<Pattern> KNOWN =
      List.of(
          Pattern.compile("SET (NOCOUNT ON|ROWCOUNT 0|LOCK_TIMEOUT \\d+)"),
          Pattern.compile("EXEC sp_set_session_context N'SYNCLINE_(WRITER|UPLOAD)', \\?"),
          Pattern.compile("\\{\\? = call sp_getapplock\\(\\?, \\?, \\?, \\?\\)\\}"),
          Pattern.compile("\\{call sp_releaseapplock\\(\\?, \\?\\)\\}"),
          Pattern.compile("ENABLE TRIGGER \\[\\w+\\] ON \\[\\w+\\]"));

  /** What other databases say, and this grammar reads as a name. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(TRUE|FALSE|BOOLEAN|LIMIT|FOR UPDATE|DUAL|INTERVAL|BYTEA|UUID|LONGTEXT)\\b|\\|\\||\"\\w+\"");

  /** Most statements come again with each table, and the parser is slow. */
  private static final Map<String, List<String>> PARSED = new ConcurrentHashMap<>();

  private TransactSql() {}

  /** What is wrong with a statement; empty if nothing is. */
  static List<String> errors(String sql) {
    List<String> errors = new ArrayList<>();
    Matcher conditional = IF.matcher(sql);
    Matcher trigger = TRIGGER.matcher(sql);
    if (conditional.matches()) {
      errors.addAll(errors("SELECT 1 WHERE " + conditional.group(1)));
      errors.addAll(errors(conditional.group(2)));
    } else if (trigger.matches()) {
      for (String statement : trigger.group(2).split(";\n", -1)) {
        boolean writes = statement.strip().startsWith("INSERT");
        errors.addAll(
            errors(writes ? trigger.group(1) + " " + statement.strip() : statement.strip()));
      }
    } else if (KNOWN.stream().noneMatch(known -> known.matcher(sql).matches())) {
      errors.addAll(PARSED.computeIfAbsent(spelled(sql), TransactSql::parse));
      FOREIGN
          .matcher(sql.replaceAll("'[^']*'", "''"))
          .results()
          .forEach(word -> errors.add(word.group()));
    }
    return errors;
  }

  /**
   * As the grammar wants it: without sequences, without the commas that hints should have, and with
   * collations of columns only.
   */
  private static String spelled(String sql) {
    String plain =
        sql.replace("(NEXT VALUE FOR SYNCLINE_LOG_ID)", "(0)")
            .replace("(UPDLOCK, HOLDLOCK, ROWLOCK)", "(UPDLOCK HOLDLOCK ROWLOCK)");
    return plain.startsWith("CREATE TABLE ")
        ? plain
        : plain.replace(" COLLATE " + SqlServerColumn.EXACT, "");
  }

  private static List<String> parse(String sql) {
    List<String> errors = new ArrayList<>();
    BaseErrorListener listener =
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              Object symbol,
              int line,
              int column,
              String message,
              RecognitionException failure) {
            errors.add(message);
          }
        };
    SQLServerStatementLexer lexer = new SQLServerStatementLexer(CharStreams.fromString(sql));
    SQLServerStatementParser parser = new SQLServerStatementParser(new CommonTokenStream(lexer));
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    lexer.addErrorListener(listener);
    parser.addErrorListener(listener);
    parser.execute();
    return errors;
  }
}
