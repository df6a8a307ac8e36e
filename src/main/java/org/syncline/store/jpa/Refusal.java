package org.syncline.store.jpa;

import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.syncline.engine.RowsRejectedException;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.Change;

/**
 * Tells what a failure while writing rows of one table means. The sentences are for the app's user:
 * they name columns as the wire does and nothing else of the database.
 */
final class Refusal {
  /** As H2, PostgreSQL and MariaDB name the columns of a broken foreign key. */
  private static final Pattern FOREIGN_KEY = Pattern.compile("(?:FOREIGN KEY ?|Key )\\(([^)]+)\\)");

  private static final Pattern QUOTES = Pattern.compile("[\"`\\s]");

  private static final String NOT_THERE = "the row refers to one that does not exist";

  private final TableMapping mapping;
  private final List<Change> changes;

  Refusal(TableMapping mapping, List<Change> changes) {
    this.mapping = mapping;
    this.changes = changes;
  }

  /**
   * The refusal that a failure stands for.
   *
   * @throws TransactionLostException if it stands for the end of the transaction
   * @throws RuntimeException the failure itself if no row can be the reason of it
   */
  RowsRejectedException of(RuntimeException failure) {
    return of(failure, SqlFailure.of(failure));
  }

  private RowsRejectedException of(RuntimeException failure, SqlFailure reason) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedRowException refused) {
        return new RowsRejectedException(refused.getMessage(), failure, refused.missesAnother());
      }
      if (cause instanceof ConstraintViolationException violations) {
        return new RowsRejectedException(sentence(violations), failure);
      }
      if (cause instanceof OptimisticLockException
          || cause instanceof org.eclipse.persistence.exceptions.OptimisticLockException) {
        throw new TransactionLostException("a row was changed while it was written", failure);
      }
    }
    return switch (reason) {
      case TRANSACTION_LOST ->
          throw new TransactionLostException("while writing rows of " + mapping.type(), failure);
      case OTHER -> throw failure;
      case DUPLICATE, REFERENCE ->
          new RowsRejectedException(sentence(failure, reason), failure, true);
      default -> new RowsRejectedException(sentence(failure, reason), failure);
    };
  }

  /**
   * As {@link #of}, for a failure while rows were written and entity listeners ran. What is neither
   * JPA's nor the database's nor validation's is theirs, and a veto.
   */
  RowsRejectedException ofListeners(RuntimeException failure) {
    if (failure instanceof PersistenceException
        || failure instanceof EclipseLinkException
        || failure instanceof ValidationException
        || !SqlFailure.sqlExceptions(failure).isEmpty()) {
      return of(failure, SqlFailure.ofWrite(failure));
    }
    return new RowsRejectedException("the server's own rules refuse the row", failure);
  }

  private String sentence(ConstraintViolationException violations) {
    return violations.getConstraintViolations().stream()
        .map(this::sentence)
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private String sentence(ConstraintViolation<?> violation) {
    return mapping
        .columnOf(violation.getPropertyPath().toString())
        .map(column -> column.name() + ": " + violation.getMessage())
        .orElse(violation.getMessage());
  }

  private String sentence(RuntimeException failure, SqlFailure reason) {
    return switch (reason) {
      case TOO_LONG ->
          anyColumn(i -> mapping.columns().get(i).length() > 0 && isTooLong(i))
              .map(c -> c.name() + ": too long, at most " + c.length() + " characters")
              .orElse("a value does not fit its column");
      case NULL_NOT_ALLOWED ->
          anyColumn(i -> !mapping.columns().get(i).nullable() && isNull(i))
              .map(c -> c.name() + ": must not be null")
              .orElse("a value is missing");
      case DUPLICATE -> "another row has this key, or a value that must be unique, already";
      case REFERENCE ->
          changes.get(0).deleted() ? "other rows still refer to this row" : missing(failure);
      case DOES_NOT_FIT -> "a value does not fit its column";
      default -> "the database's own rules refuse the row";
    };
  }

  private Optional<MappedColumn> anyColumn(Predicate<Integer> wanted) {
    return IntStream.range(0, mapping.columns().size())
        .boxed()
        .filter(wanted)
        .findFirst()
        .map(mapping.columns()::get);
  }

  private boolean isTooLong(int position) {
    int length = mapping.columns().get(position).length();
    return liveValues(position).anyMatch(v -> v instanceof String text && text.length() > length);
  }

  private boolean isNull(int position) {
    return liveValues(position).anyMatch(Objects::isNull);
  }

  private Stream<Object> liveValues(int position) {
    return changes.stream()
        .filter(Change.Live.class::isInstance)
        .map(change -> ((Change.Live) change).row().value(position));
  }

  private String missing(RuntimeException failure) {
    for (SQLException sql : SqlFailure.sqlExceptions(failure)) {
      Matcher matcher = FOREIGN_KEY.matcher(Objects.toString(sql.getMessage(), ""));
      if (matcher.find()) {
        List<String> columns =
            Arrays.asList(QUOTES.matcher(matcher.group(1)).replaceAll("").split(",", -1));
        return mapping
            .relationOver(columns)
            .map(r -> r.mapping().getReferenceDescriptor().getAlias())
            .map(type -> RefusedRowException.missing(type).getMessage())
            .orElse(NOT_THERE);
      }
    }
    return NOT_THERE;
  }
}
