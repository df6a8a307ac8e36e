package org.syncline.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Atom as the original .NET client reads it (wire reference, section 8). */
final class AtomWire {
  static final String ATOM = "http://www.w3.org/2005/Atom";
  static final String DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices";
  static final String METADATA = DATA + "/metadata";
  static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
  static final String SYNC = "http://odata.org/sync/v1";

  private static final List<String> RESOLUTIONS = List.of("ServerWins", "ClientWins", "Merge");

  private AtomWire() {}

  static byte[] write(WireMessage request) {
    return AtomRequest.text(request).getBytes(StandardCharsets.UTF_8);
  }

  static WireMessage read(byte[] answer) {
    Checks.require(answer.length > 0 && answer[0] == '<', "no feed, or a byte order mark", "");
    Element feed = parse(answer);
    Checks.require(is(feed, ATOM, "feed"), "the root must be an Atom feed", feed.getTagName());
    String more = only(feed, SYNC, "moreChangesAvailable").getTextContent();
    Checks.require(more.equals("true") || more.equals("false"), "neither true nor false", more);
    String blob = only(feed, SYNC, "serverBlob").getTextContent();
    Checks.require(!blob.isEmpty(), "a blob in every answer", "");
    List<WireEntity> entities = new ArrayList<>();
    for (Element child : children(feed)) {
      if (is(child, ATOM, "entry") || is(child, TOMBSTONES, "deleted-entry")) {
        entities.add(entity(child, true));
      }
    }
    return new WireMessage(more.equals("true"), blob, entities);
  }

  private static Element parse(byte[] answer) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(answer))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(
          "the answer is no XML: " + new String(answer, StandardCharsets.UTF_8), e);
    }
  }

  private static WireEntity entity(Element entry, boolean outer) {
    boolean deleted = is(entry, TOMBSTONES, "deleted-entry");
    WireEntity.Outcome outcome = outer ? outcome(entry) : null;
    if (deleted) {
      ListsTable table = ListsTable.ofType(only(entry, SYNC, "category").getTextContent());
      String uri = only(entry, ATOM, "ref").getTextContent();
      return new WireEntity(table, uri, null, true, Map.of(), outcome);
    }
    ListsTable table = ListsTable.ofType(only(entry, ATOM, "category").getAttribute("term"));
    Element link = only(entry, ATOM, "link");
    Checks.require(
        link.getAttribute("rel").equals("edit") && link.hasAttribute("href"),
        "one edit link with href",
        table);
    List<Element> tempIds = named(entry, SYNC, "tempId");
    return new WireEntity(
        table,
        only(entry, ATOM, "id").getTextContent(),
        tempIds.isEmpty() ? null : tempIds.get(0).getTextContent(),
        false,
        values(table, only(only(entry, ATOM, "content"), METADATA, "properties")),
        outcome);
  }

  private static Map<String, Object> values(ListsTable table, Element properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ListsTable.Column column : table.columns()) {
      Element cell = only(properties, DATA, column.name());
      Checks.require(
          cell.getAttributeNS(METADATA, "type").equals(column.type().edmName()),
          "m:type of " + column.name(),
          cell.getAttributeNS(METADATA, "type"));
      boolean isNull = cell.getAttributeNS(METADATA, "null").equalsIgnoreCase("true");
      Checks.require(!(isNull && column.key()), "null in a key", table);
      values.put(column.name(), isNull ? null : column.type().fromAtom(cell.getTextContent()));
    }
    Checks.require(
        children(properties).size() == table.width(), "properties that no client knows", table);
    return values;
  }

  private static WireEntity.Outcome outcome(Element entry) {
    List<Element> conflicts = named(entry, SYNC, "syncConflict");
    List<Element> errors = named(entry, SYNC, "syncError");
    Checks.require(conflicts.size() + errors.size() <= 1, "more than one outcome", conflicts);
    if (!conflicts.isEmpty()) {
      Element conflict = conflicts.get(0);
      String resolution = only(conflict, SYNC, "conflictResolution").getTextContent();
      Checks.require(RESOLUTIONS.contains(resolution), "unknown resolution", resolution);
      return new WireEntity.Conflict(resolution, inner(only(conflict, SYNC, "conflictingChange")));
    }
    if (!errors.isEmpty()) {
      return new WireEntity.Failure(
          only(errors.get(0), SYNC, "errorDescription").getTextContent(),
          inner(only(errors.get(0), SYNC, "changeInError")));
    }
    return null;
  }

  private static WireEntity inner(Element holder) {
    List<Element> inside = children(holder);
    Checks.require(inside.size() == 1, "one entity inside", holder.getTagName());
    return entity(inside.get(0), false);
  }

  private static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static Element only(Element parent, String namespace, String name) {
    List<Element> found = named(parent, namespace, name);
    Checks.require(found.size() == 1, found.size() + " times " + name, parent.getTagName());
    return found.get(0);
  }

  private static List<Element> named(Element parent, String namespace, String name) {
    return children(parent).stream().filter(child -> is(child, namespace, name)).toList();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
