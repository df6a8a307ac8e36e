package org.syncline.wire;

/**
 * Writes and reads entity ids (wire reference, section 10).
 *
 * @param serviceRoot the public address of the service without a trailing slash; from
 *     configuration, never from the request, because ids must stay the same for the life of a row
 */
public record EntityIds(String serviceRoot) {}
