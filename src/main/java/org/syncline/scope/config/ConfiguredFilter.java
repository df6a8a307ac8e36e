package org.syncline.scope.config;

/**
 * Keeps the rows whose column equals a parameter.
 *
 * @param column in the database
 * @param parameter name of the query option, without the {@code @}
 * @param type what the file says of the parameter
 */
public record ConfiguredFilter(String column, String parameter, SqlServerType type) {}
