package org.syncline.testkit;

/** Entity ids as wire reference, section 10, has them. */
final class EntityIdCheck {
  private EntityIdCheck() {}

  /** A live row's id names its key; a tombstone's id at least its table. */
  static void check(WireEntity entity) {
    String expected =
        entity.deleted() ? entity.table().wireName() + "(" : entity.table().id(entity.values());
    Checks.require(
        entity.uri().contains("/DefaultScopeSyncService.svc/" + expected)
            && entity.uri().endsWith(")"),
        "the id must end with " + expected,
        entity.uri());
    Checks.require(
        entity.deleted() || entity.id().equals(expected), "the id must end there", entity.uri());
  }
}
