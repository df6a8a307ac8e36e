package org.syncline.web;

import java.io.IOException;
import java.io.InputStream;

/** Where a request's body comes from; opened only when an operation wants it. */
interface BodySource {
  InputStream open() throws IOException;
}
