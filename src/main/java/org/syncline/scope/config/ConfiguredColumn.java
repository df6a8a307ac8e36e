package org.syncline.scope.config;

/**
 * A column as a file describes it.
 *
 * @param name in the database, found without regard to case
 * @param property name on the wire
 * @param size most characters or bytes; 0 if the file does not say
 */
public record ConfiguredColumn(
    String name, String property, SqlServerType type, boolean key, boolean nullable, int size) {}
