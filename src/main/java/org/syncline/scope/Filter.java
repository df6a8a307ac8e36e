package org.syncline.scope;

/**
 * Keeps the rows whose column equals a parameter.
 *
 * @param column position of the column among the table's properties
 * @param parameter position of the parameter in the scope's list
 */
public record Filter(int column, int parameter) {}
