/**
 * The values that all other packages pass around: types, rows, keys, changes, outcomes, errors.
 *
 * <p>Plain Java without any dependency. Start at {@link org.syncline.model.EntityType} and {@link
 * org.syncline.model.RowView}.
 */
package org.syncline.model;
