package org.syncline.store.jpa.kinds;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.math.BigInteger;
import org.syncline.scope.SyncFilter;
import org.syncline.scope.SyncScope;
import org.syncline.scope.SyncService;
import org.syncline.scope.SyncTable;

/** Declarations that must be refused, each for one reason. */
public interface Unfit {
  @Entity
  class Huge {
    @Id int id;
    BigInteger count;
  }

  @Entity
  class Base {
    @Id int id;
  }

  @Entity
  class Derived extends Base {
    int more;
  }

  @Entity
  @SecondaryTable(name = "split_too")
  class Split {
    @Id int id;

    @Column(table = "split_too")
    int more;
  }

  @Entity(name = "Child")
  class Child {
    @Id int id;
    String name;
    @ManyToOne Split split;
  }

  @Entity(name = "Leaf")
  class Leaf {
    @Id int id;
    @ManyToOne Child child;
  }

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes =
          @SyncScope(
              name = "x",
              tables = {@SyncTable(Leaf.class), @SyncTable(Child.class)}))
  class InWrongOrder {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes = @SyncScope(name = "x", tables = @SyncTable(Huge.class)))
  class WithHuge {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes = @SyncScope(name = "x", tables = @SyncTable(Derived.class)))
  class WithDerived {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes = @SyncScope(name = "x", tables = @SyncTable(Split.class)))
  class WithSplit {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes = @SyncScope(name = "x", tables = @SyncTable(Note.class)))
  class WithStranger {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes =
          @SyncScope(
              name = "x",
              tables =
                  @SyncTable(
                      value = Child.class,
                      filters = @SyncFilter(column = "OWNER", parameter = "p"))))
  class WithoutColumn {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes =
          @SyncScope(
              name = "x",
              tables =
                  @SyncTable(
                      value = Child.class,
                      filters = {
                        @SyncFilter(column = "ID", parameter = "p"),
                        @SyncFilter(column = "NAME", parameter = "P")
                      })))
  class WithTwoTypes {}

  @SyncService(
      name = "s",
      persistenceUnit = "kinds",
      scopes = {})
  class OfAnotherUnit {}

  @SyncService(
      name = "a b",
      persistenceUnit = "unfit",
      scopes = {})
  class WithBadName {}

  @SyncService(
      name = "s",
      persistenceUnit = "unfit",
      scopes = {
        @SyncScope(name = "x", tables = @SyncTable(Child.class)),
        @SyncScope(name = "X", tables = @SyncTable(Child.class))
      })
  class WithSameScopes {}

  /** Declares nothing. */
  class Undeclared {}
}
