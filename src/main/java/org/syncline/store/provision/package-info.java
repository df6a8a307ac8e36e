/**
 * What must be in place before rows can be synchronised: Syncline's own tables, triggers, and
 * database settings that keep what was acknowledged.
 */
package org.syncline.store.provision;
