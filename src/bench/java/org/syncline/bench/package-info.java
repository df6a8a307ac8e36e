/**
 * End-to-end benchmarks: the built WAR on Payara Micro in a process of its own, asked over HTTP.
 *
 * <p>Absolute times differ from machine to machine, so each also measures in the same run what the
 * database alone can do, and prints the ratio. Run by the scripts in {@code src/bench}.
 */
package org.syncline.bench;
