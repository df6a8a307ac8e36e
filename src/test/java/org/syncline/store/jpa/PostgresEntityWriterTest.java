package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.persistence.tools.schemaframework.FieldDefinition;
import org.eclipse.persistence.tools.schemaframework.TableDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.RowsRejectedException;
import org.syncline.testkit.DatabaseKind;

/** On PostgreSQL, with classes as they are compiled. */
class PostgresEntityWriterTest extends EntityWriterContract {
  @Override
  ClassLoader classes() {
    return PostgresEntityWriterTest.class.getClassLoader();
  }

  @Override
  DatabaseKind kind() {
    return DatabaseKind.POSTGRES;
  }

  /** PostgreSQL keeps the instant and forgets the offset. */
  @Override
  Object kept(Object value) {
    return value instanceof OffsetDateTime moment
        ? moment.withOffsetSameInstant(ZoneOffset.UTC)
        : value;
  }

  @Test
  void makes_columns_that_keep_fractions_even_if_no_scale_is_given() throws Exception {
    FieldDefinition price = new FieldDefinition("PRICE", BigDecimal.class);
    StringWriter sql = new StringWriter();
    price.appendDBString(sql, session(), new TableDefinition());
    assertThat(sql.toString()).contains("NUMERIC").doesNotContain("(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0", "half \ud83d"})
  void refuses_a_row_with_a_text_that_postgresql_would_change(String word) throws Exception {
    write(place(1), sheet(Map.of()));
    assertThatThrownBy(() -> write(sheet(Map.of("WORD", word))))
        .isInstanceOf(RowsRejectedException.class)
        .hasMessage("a value does not fit its column");
  }
}
