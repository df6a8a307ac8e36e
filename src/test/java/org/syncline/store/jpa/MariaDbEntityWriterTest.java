package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.engine.RowsRejectedException;
import org.syncline.testkit.DatabaseKind;

/** On MariaDB, with classes as they are compiled. */
class MariaDbEntityWriterTest extends EntityWriterContract {
  @Override
  ClassLoader classes() {
    return MariaDbEntityWriterTest.class.getClassLoader();
  }

  @Override
  DatabaseKind kind() {
    return DatabaseKind.MARIADB;
  }

  /** No type of MariaDB has offsets. */
  @Override
  Object kept(Object value) {
    return value instanceof OffsetDateTime moment
        ? moment.withOffsetSameInstant(ZoneOffset.UTC)
        : value;
  }

  @ParameterizedTest
  @ValueSource(strings = {"half \ud83d", "\ude00 half"})
  void refuses_a_row_with_a_text_that_the_driver_would_change(String word) throws Exception {
    write(place(1), sheet(Map.of()));
    refuses(Map.of("WORD", word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-12-31T00:00", "-0001-01-01T00:00", "+10000-01-01T00:00"})
  void refuses_a_row_with_a_year_that_the_driver_would_change(String reading) throws Exception {
    write(place(1), sheet(Map.of()));
    refuses(Map.of("READING", LocalDateTime.parse(reading)));
    refuses(Map.of("on_day", LocalDateTime.parse(reading)));
    refuses(Map.of("MOMENT", LocalDateTime.parse(reading).atOffset(ZoneOffset.UTC)));
  }

  private void refuses(Map<String, Object> values) {
    assertThatThrownBy(() -> write(sheet(values)))
        .isInstanceOf(RowsRejectedException.class)
        .hasMessage("a value does not fit its column");
  }
}
