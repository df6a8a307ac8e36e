package org.syncline.web;

import java.util.Enumeration;
import java.util.Locale;

/** Reads {@code Accept-Encoding}. */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /**
   * Whether gzip is listed by name with a weight above 0. A wildcard does not count: clients that
   * send one may still not undo gzip.
   */
  static boolean listsGzip(Enumeration<String> headers) {
    while (headers != null && headers.hasMoreElements()) {
      for (String coding : headers.nextElement().split(",", -1)) {
        String[] parts = coding.toLowerCase(Locale.ROOT).split(";", -1);
        String name = parts[0].strip();
        if ((name.equals("gzip") || name.equals("x-gzip")) && weight(parts) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** 1 when not given, 0 when not a number. */
  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.startsWith("q=")) {
        try {
          return Double.parseDouble(part.substring(2).strip());
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
