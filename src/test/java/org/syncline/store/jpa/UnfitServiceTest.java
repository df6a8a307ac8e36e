package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.syncline.store.jpa.kinds.Note;
import org.syncline.store.jpa.kinds.Unfit;

/** Declarations that cannot be served: the message says what to change. */
class UnfitServiceTest {
  private static Connection keeper;
  private static JdbcConnectionPool pool;
  private static MappedUnit unit;

  @BeforeAll
  static void open() throws Exception {
    String url = "jdbc:h2:mem:unfit-" + UUID.randomUUID();
    keeper = DriverManager.getConnection(url);
    pool = JdbcConnectionPool.create(url, "", "");
    unit = MappedUnit.open("unfit", pool);
  }

  @AfterAll
  static void close() throws Exception {
    unit.close();
    pool.dispose();
    keeper.close();
  }

  @Test
  void names_the_attribute_whose_type_cannot_travel() {
    assertRefused(
        Unfit.WithHuge.class,
        "entity org.syncline.store.jpa.kinds.Unfit$Huge cannot be synchronised: attribute 'count'"
            + " is kept as java.math.BigInteger, which cannot travel; use one of boolean, byte,"
            + " short, int, long, float, double, BigDecimal, String, UUID, byte[], LocalDate,"
            + " LocalTime, LocalDateTime, OffsetDateTime, or an AttributeConverter to one of them");
  }

  @Test
  void wants_one_table_for_each_entity() {
    assertRefused(
        Unfit.WithDerived.class,
        "entity org.syncline.store.jpa.kinds.Unfit$Derived cannot be synchronised: is part of an"
            + " inheritance; use a @MappedSuperclass for what is common");
    assertRefused(
        Unfit.WithSplit.class,
        "entity org.syncline.store.jpa.kinds.Unfit$Split cannot be synchronised: has more than one"
            + " table; give each table an entity of its own");
  }

  @Test
  void wants_entities_of_the_unit() {
    assertRefused(
        Unfit.WithStranger.class,
        "scope 'x' names "
            + Note.class.getName()
            + ", which is no entity of unit 'unfit'; list it in persistence.xml");
    assertRefused(Unfit.OfAnotherUnit.class, "service 's' belongs to unit 'kinds', not to 'unfit'");
  }

  @Test
  void wants_filters_that_fit_columns() {
    assertRefused(
        Unfit.WithoutColumn.class,
        "x.Child has no column 'OWNER' to filter by, only [ID, NAME, SPLIT_ID]");
    assertRefused(
        Unfit.WithTwoTypes.class,
        "parameter 'p' is Edm.Int32 elsewhere in the scope, but x.Child.NAME is Edm.String");
  }

  @Test
  void wants_names_that_work_in_a_url() {
    assertRefused(
        Unfit.WithBadName.class,
        "a service's name takes letters, digits and underscores, got 'a b'");
    assertRefused(Unfit.WithSameScopes.class, "service 's' needs another name for scope 'X'");
    assertRefused(Unfit.Undeclared.class, Unfit.Undeclared.class + " has no @SyncService");
  }

  @Test
  void wants_parents_before_children() {
    assertRefused(
        Unfit.InWrongOrder.class, "scope 'x' must name Child before Leaf, which refers to it");
  }

  private static void assertRefused(Class<?> declaration, String sentence) {
    assertThatThrownBy(() -> unit.service(declaration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
