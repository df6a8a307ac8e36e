/**
 * The engine's ports on a SQL database: change log, sequencer, snapshot reads, row cursors, upload
 * transactions. What differs between databases is in one dialect each.
 */
package org.syncline.store.jdbc;
