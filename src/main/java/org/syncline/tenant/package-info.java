/**
 * Who is served from which database: the tenants, their connection pools and what runs over them.
 *
 * <p>Start at {@link org.syncline.tenant.Tenants}.
 */
package org.syncline.tenant;
