package org.syncline.clients;

/** One of the two formats as N and W write and read it. */
interface NetFormat {
  String mediaType();

  byte[] write(NetFeed request);

  /**
   * Reads an answer.
   *
   * @throws ClientException where the originals throw
   */
  NetFeed read(byte[] answer);

  /**
   * The text of the member or element that is named exactly {@code ErrorDescription}.
   *
   * @throws ClientException if the body is not of this format or has none
   */
  String errorDescription(byte[] body);
}
