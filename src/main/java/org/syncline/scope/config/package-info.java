/**
 * Services that are only configured: the file of SyncSvcUtil, the tool of Microsoft's Sync
 * Framework Toolkit (wire reference, section 23). Start at {@link
 * org.syncline.scope.config.ScopeFile}.
 */
package org.syncline.scope.config;
