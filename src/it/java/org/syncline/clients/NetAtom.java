package org.syncline.clients;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.syncline.testkit.ListsTable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Atom as N and W read it (wire reference, sections 8 and 26). */
final class NetAtom implements NetFormat {
  static final String ATOM = "http://www.w3.org/2005/Atom";
  static final String DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices";
  static final String METADATA = DATA + "/metadata";
  static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
  static final String SYNC = "http://odata.org/sync/v1";

  private final NetLiterals literals;

  NetAtom(NetLiterals literals) {
    this.literals = literals;
  }

  @Override
  public String mediaType() {
    return "application/atom+xml";
  }

  @Override
  public byte[] write(NetFeed request) {
    return new NetAtomText(literals).of(request).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public NetFeed read(byte[] answer) {
    Element feed = parse(answer);
    List<NetEntity> entities = new ArrayList<>();
    for (Element child : children(feed)) {
      if (isEntity(child)) {
        entities.add(entity(child, true));
      }
    }
    return new NetFeed(
        text(feed, SYNC, "moreChangesAvailable").map(NetAtom::flag).orElse(false),
        text(feed, SYNC, "serverBlob").orElse(null),
        entities);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new ClientException("moreChangesAvailable is " + text);
    };
  }

  private static Element parse(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(body))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new ClientException("no XML: " + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  private NetEntity entity(Element entry, boolean outer) {
    NetEntity.Outcome outcome = outer ? outcome(entry) : null;
    if (is(entry, TOMBSTONES, "deleted-entry")) {
      String type = text(entry, SYNC, "category").orElseThrow(() -> without("sync:category"));
      String ref = text(entry, ATOM, "ref").orElseThrow(() -> without("ref"));
      return new NetEntity(NetLiterals.known(type), ref, null, null, null, true, Map.of(), outcome);
    }
    List<Element> categories = named(entry, ATOM, "category");
    if (categories.isEmpty()) {
      throw without("category");
    }
    ListsTable table =
        NetLiterals.known(categories.get(categories.size() - 1).getAttribute("term"));
    String id = text(entry, ATOM, "id").orElse("");
    String tempId = text(entry, SYNC, "tempId").orElse(null);
    if (id.isEmpty() && tempId == null) {
      throw without("id and tempId");
    }
    String etag = entry.getAttributeNS(METADATA, "etag");
    return new NetEntity(
        table,
        id,
        tempId,
        etag.isEmpty() ? null : etag,
        edit(entry),
        false,
        values(table, entry),
        outcome);
  }

  private static String edit(Element entry) {
    List<Element> links =
        named(entry, ATOM, "link").stream()
            .filter(link -> link.getAttribute("rel").equals("edit"))
            .toList();
    if (links.size() > 1 || links.stream().anyMatch(link -> !link.hasAttribute("href"))) {
      throw new ClientException("two edit links, or one without href");
    }
    return links.isEmpty() ? null : links.get(0).getAttribute("href");
  }

  private Map<String, Object> values(ListsTable table, Element entry) {
    Optional<Element> properties =
        named(entry, ATOM, "content").stream()
            .flatMap(content -> named(content, METADATA, "properties").stream())
            .findFirst();
    Map<String, Object> values = new LinkedHashMap<>();
    for (ListsTable.Column column : table.columns()) {
      List<Element> cells = properties.map(p -> named(p, DATA, column.name())).orElse(List.of());
      boolean missing = cells.isEmpty();
      boolean none =
          missing || cells.get(0).getAttributeNS(METADATA, "null").equalsIgnoreCase("true");
      values.put(
          column.name(),
          none
              ? literals.empty(column, missing)
              : literals.read(column, cells.get(0).getTextContent()));
    }
    return values;
  }

  private NetEntity.Outcome outcome(Element entry) {
    List<Element> conflicts = named(entry, SYNC, "syncConflict");
    if (!conflicts.isEmpty()) {
      Element conflict = conflicts.get(0);
      return new NetEntity.Outcome(
          Resolutions.named(text(conflict, SYNC, "conflictResolution").orElse(null)),
          null,
          inner(conflict, "conflictingChange"));
    }
    List<Element> errors = named(entry, SYNC, "syncError");
    return errors.isEmpty()
        ? null
        : new NetEntity.Outcome(
            null,
            text(errors.get(0), SYNC, "errorDescription").orElse(null),
            inner(errors.get(0), "changeInError"));
  }

  private NetEntity inner(Element outcome, String name) {
    return named(outcome, SYNC, name).stream()
        .flatMap(holder -> children(holder).stream())
        .filter(NetAtom::isEntity)
        .findFirst()
        .map(inside -> entity(inside, false))
        .orElseThrow(() -> without(name));
  }

  @Override
  public String errorDescription(byte[] body) {
    Element root = parse(body);
    return children(root).stream()
        .filter(child -> child.getNodeName().equals("ErrorDescription"))
        .findFirst()
        .map(Element::getTextContent)
        .orElseThrow(() -> without("ErrorDescription"));
  }

  private static ClientException without(String what) {
    return new ClientException("an answer or an entity without " + what);
  }

  private static boolean isEntity(Element element) {
    return is(element, ATOM, "entry") || is(element, TOMBSTONES, "deleted-entry");
  }

  private static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static Optional<String> text(Element parent, String namespace, String name) {
    return named(parent, namespace, name).stream().findFirst().map(Element::getTextContent);
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
