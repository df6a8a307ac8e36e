package org.syncline.scope.config;

/**
 * A column as a file describes it.
 *
 * @param name in the database, found without regard to case
 * @param property name on the wire
 */
public record ConfiguredColumn(
    String name, String property, SqlServerType type, boolean key, boolean nullable) {}
