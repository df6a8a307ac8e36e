/** Fixtures and contracts that tests of several packages share. */
package org.syncline.testkit;
