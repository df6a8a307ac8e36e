/**
 * End-to-end proofs: what Syncline promises, seen from the outside. Devices that know nothing but
 * the protocol sync with the built WAR over HTTP, while other programs write to its database with
 * plain SQL and the server is killed; what the devices hold is compared with {@code SELECT}.
 *
 * <p>Start at {@link org.syncline.proof.TwoDevicesIT}. Which hazard each test stands for is said in
 * its Javadoc.
 */
package org.syncline.proof;
