package org.syncline.wire.atom;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.model.SyncRequest;
import org.syncline.scope.Scope;
import org.syncline.wire.internal.Literals;
import org.syncline.wire.internal.RawEntity;
import org.syncline.wire.internal.RequestBody;
import org.syncline.wire.internal.UploadedChanges;

/**
 * Reads an Atom request as a stream of events: elements in any order, unknown ones read over. A
 * DOCTYPE is refused, so there are no entities to expand and none to fetch; depth, attributes,
 * names and texts are bounded.
 */
final class AtomRequestReader {
  private static final XMLInputFactory FACTORY = BodyParsers.factory();

  /** What Atom itself has in a feed, besides entries, and within that. */
  private static final Set<String> ABOUT_THE_FEED =
      Set.of(
          "author",
          "category",
          "contributor",
          "email",
          "generator",
          "icon",
          "id",
          "link",
          "logo",
          "name",
          "rights",
          "subtitle",
          "title",
          "updated",
          "uri");

  private final XMLStreamReader xml;
  private final UploadedChanges changes;
  private final boolean upload;
  private final RawEntity entity = new RawEntity();
  private String blob = "";

  /** The first element that was walked through without knowing it; null if there was none. */
  private SyncException unknown;

  private AtomRequestReader(XMLStreamReader xml, Scope scope, boolean upload) {
    this.xml = xml;
    this.upload = upload;
    this.changes = new UploadedChanges(scope);
  }

  /**
   * @param upload whether a feed from which no change can be read must hold nothing else either
   */
  static Optional<SyncRequest> read(InputStream in, Scope scope, boolean upload)
      throws IOException {
    RequestBody body = new RequestBody(in);
    try {
      PushbackInputStream peeked = new PushbackInputStream(body);
      int first = peeked.read();
      if (first < 0) {
        return Optional.empty();
      }
      peeked.unread(first);
      return Optional.of(
          new AtomRequestReader(FACTORY.createXMLStreamReader(peeked), scope, upload).request());
    } catch (XMLStreamException e) {
      throw body.explain(e, where(e.getLocation()) + withoutLocation(e));
    } catch (RuntimeException e) {
      throw body.explain(e, "the XML body cannot be read");
    }
  }

  private static String where(Location location) {
    return location == null
        ? ""
        : "line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ": ";
  }

  /** Woodstox puts the location behind the message, in a form of its own. */
  private static String withoutLocation(XMLStreamException e) {
    String message = e.getMessage();
    if (message == null) {
      return "the XML body cannot be read"; // of a failure below, which has said nothing
    }
    int location = message.indexOf("\n at [row");
    return (location < 0 ? message : message.substring(0, location)).replaceAll("\\s+", " ");
  }

  private SyncRequest request() throws XMLStreamException {
    boolean inFeed = false;
    for (int event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next()) {
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (!inFeed) {
        if (!at(AtomNames.ATOM, "feed")) {
          throw here("the body is not an Atom feed");
        }
        inFeed = true;
      } else if (at(AtomNames.SYNC, "serverBlob")) {
        blob = Literals.withoutBlanks(text());
      } else if (at(AtomNames.ATOM, "entry")) {
        entry();
      } else if (at(AtomNames.TOMBSTONES, "deleted-entry")) {
        deletedEntry();
      } else if (upload) {
        notARow();
      }
      // any other element is walked through: entries may lie deeper
    }
    if (unknown != null && changes.all().isEmpty()) {
      throw unknown;
    }
    return new SyncRequest(blob, changes.all());
  }

  /**
   * @throws SyncException BAD_BODY if the sender means this element to be a row
   */
  private void notARow() {
    String name = xml.getLocalName();
    String namespace = xml.getNamespaceURI();
    if (name.equalsIgnoreCase("entry") || name.equalsIgnoreCase("deleted-entry")) {
      throw notSeen(
          "rows are 'entry' in "
              + AtomNames.ATOM
              + " and 'deleted-entry' in "
              + AtomNames.TOMBSTONES);
    }
    boolean known =
        AtomNames.SYNC.equals(namespace)
            || (AtomNames.ATOM.equals(namespace) && ABOUT_THE_FEED.contains(name));
    if (!known && unknown == null) {
      unknown = notSeen("and nothing else is there");
    }
  }

  private SyncException notSeen(String why) {
    return here(
        "an upload cannot hold '%s' in '%s': %s"
            .formatted(
                Literals.shortened(xml.getLocalName()),
                Literals.shortened(Objects.toString(xml.getNamespaceURI(), "")),
                why));
  }

  private void entry() throws XMLStreamException {
    entity.clear();
    while (nextChild()) {
      if (at(AtomNames.SYNC, "tempId")) {
        entity.tempId(text());
      } else if (at(AtomNames.ATOM, "id")) {
        entity.id(text());
      } else if (at(AtomNames.ATOM, "category")) {
        entity.typeName(xml.getAttributeValue("", "term"));
        skip();
      } else if (at(AtomNames.ATOM, "content")) {
        content();
      } else {
        skip();
      }
    }
    changes.add(entity);
  }

  private void content() throws XMLStreamException {
    while (nextChild()) {
      if (at(AtomNames.METADATA, "properties")) {
        properties();
      } else {
        skip();
      }
    }
  }

  private void properties() throws XMLStreamException {
    while (nextChild()) {
      String name = xml.getLocalName();
      if (!AtomNames.DATA.equals(xml.getNamespaceURI())) {
        skip();
      } else if ("true".equalsIgnoreCase(xml.getAttributeValue(AtomNames.METADATA, "null"))) {
        skip();
        entity.property(name, null);
      } else {
        StringBuilder text = new StringBuilder();
        if (collect(text)) {
          entity.property(name, text.toString());
        } else {
          entity.nested(name);
        }
      }
    }
  }

  private void deletedEntry() throws XMLStreamException {
    entity.clear();
    entity.deleted(true);
    while (nextChild()) {
      if (at(AtomNames.ATOM, "ref")) {
        entity.id(text());
      } else if (at(AtomNames.SYNC, "category")) {
        entity.typeName(text());
      } else {
        skip();
      }
    }
    changes.add(entity);
  }

  private boolean at(String namespace, String name) {
    return xml.getLocalName().equals(name) && namespace.equals(xml.getNamespaceURI());
  }

  /** Moves to the next child of the current element, or to its end; text between is read over. */
  private boolean nextChild() throws XMLStreamException {
    int event = next();
    while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
      event = next();
    }
    return event == XMLStreamConstants.START_ELEMENT;
  }

  /** Moves to the end of the current element. */
  private void skip() throws XMLStreamException {
    while (nextChild()) {
      skip();
    }
  }

  /** The text of the current element, which holds nothing else; moves to its end. */
  private String text() throws XMLStreamException {
    String name = xml.getLocalName();
    StringBuilder text = new StringBuilder();
    if (!collect(text)) {
      throw here("'" + name + "' holds elements, not a text");
    }
    return text.toString();
  }

  /** Collects the text of the current element and moves to its end; false if it holds elements. */
  private boolean collect(StringBuilder text) throws XMLStreamException {
    boolean plain = true;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        plain = false;
        skip();
      } else if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        if (text.length() + xml.getTextLength() > BodyParsers.MOST_TEXT_CHARS) {
          throw here("a text is longer than " + BodyParsers.MOST_TEXT_CHARS + " characters");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
      }
    }
    return plain;
  }

  private int next() throws XMLStreamException {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD) {
      throw here("a DOCTYPE is not allowed");
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw here("an entity reference is not allowed: " + Literals.shortened(xml.getLocalName()));
    }
    return event;
  }

  private SyncException here(String what) {
    return new SyncException(ErrorCode.BAD_BODY, where(xml.getLocation()) + what);
  }
}
