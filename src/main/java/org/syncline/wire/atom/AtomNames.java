package org.syncline.wire.atom;

/** The namespaces of the Atom form, in their exact case. */
final class AtomNames {
  static final String ATOM = "http://www.w3.org/2005/Atom";
  static final String DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices";
  static final String METADATA = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
  static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
  static final String SYNC = "http://odata.org/sync/v1";

  /** Value of the attribute {@code schema} of a category. */
  static final String SCHEME = "http://schemas.microsoft.com/ado/2007/08/dataservices/schema";

  /** Of the body of an error. */
  static final String ERROR =
      "http://schemas.datacontract.org/2004/07/Microsoft.Synchronization.Services";

  private AtomNames() {}
}
