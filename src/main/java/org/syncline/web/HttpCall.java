package org.syncline.web;

import java.util.List;
import java.util.Map;

/**
 * What a request says before anybody has made sense of it. Independent of the server, so that
 * routing is tested without one.
 *
 * @param method the verb, in upper case
 * @param path the part of the address after {@code /sync}, still percent-encoded, without the query
 * @param query still percent-encoded; null without a {@code ?}
 * @param accept all {@code Accept} headers joined by commas; null if there is none
 * @param contentType the {@code Content-Type} header, or null
 * @param blobHeader the {@code SyncServerBlob} header, or null
 * @param userAgent the {@code User-Agent} header, or null
 * @param rowErrors the {@code SyncRowErrors} header, or null
 * @param headers all of them, by name
 * @param caller its address, or that of a proxy; null if unknown
 */
record HttpCall(
    String method,
    String path,
    String query,
    String accept,
    String contentType,
    String blobHeader,
    String userAgent,
    String rowErrors,
    Map<String, List<String>> headers,
    String caller) {
  /** Of a caller who may be anywhere. */
  HttpCall(
      String method,
      String path,
      String query,
      String accept,
      String contentType,
      String blobHeader,
      String userAgent,
      String rowErrors,
      Map<String, List<String>> headers) {
    this(method, path, query, accept, contentType, blobHeader, userAgent, rowErrors, headers, null);
  }

  /** Of a client that does not say what it is. */
  HttpCall(
      String method,
      String path,
      String query,
      String accept,
      String contentType,
      String blobHeader) {
    this(method, path, query, accept, contentType, blobHeader, null, null, Map.of());
  }
}
