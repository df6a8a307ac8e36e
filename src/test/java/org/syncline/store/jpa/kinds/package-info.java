/** Entities with an attribute of each kind, for tests of the mapping. */
package org.syncline.store.jpa.kinds;
