/**
 * The JSON form of requests and answers (wire reference, sections 7 and 9).
 *
 * <p>Start at {@link org.syncline.wire.json.JsonFeed}.
 */
package org.syncline.wire.json;
