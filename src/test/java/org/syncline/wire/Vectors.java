package org.syncline.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Loads the golden vectors and compares documents by what they say, not by how they are laid out.
 */
final class Vectors {
  private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private Vectors() {}

  /** The bytes of a vector, such as {@code 02-download-response-more.json}. */
  static byte[] bytes(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("vector " + name + " cannot be read", e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static String text(Payload payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      payload.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    if (out.size() != payload.length()) {
      throw new AssertionError(payload.length() + " bytes promised, " + out.size() + " written");
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The document as maps, lists, texts, truth values and numbers without trailing zeros. */
  static Object structure(FeedFormat format, String text) {
    return format == Formats.JSON ? json(text) : xml(text);
  }

  static Object json(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> "(null)";
      default -> new BigDecimal(parser.getText()).stripTrailingZeros();
    };
  }

  /**
   * Without namespace declarations, and without the ids and times that differ from feed to feed.
   */
  static Object xml(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return element(
          factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)).getDocumentElement());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalArgumentException("not XML: " + text, e);
    }
  }

  private static Map<String, Object> element(Element element) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) element.getAttributes().item(i);
      if (!XMLNS.equals(attribute.getNamespaceURI())) {
        attributes.put(name(attribute), attribute.getValue());
      }
    }
    List<Object> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child) {
        children.add(element(child));
      } else {
        text.append(n.getNodeValue());
      }
    }
    String path = element.getParentNode().getLocalName() + "/" + element.getLocalName();
    boolean differs = element.getLocalName().equals("updated") || path.equals("feed/id");
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("name", name(element));
    parts.put("attributes", attributes);
    parts.put("children", children);
    parts.put("text", differs ? "" : number(attributes, text.toString()));
    return parts;
  }

  /** {@code 1E-10} and {@code 0.0000000001} are the same number. */
  private static Object number(Map<String, String> attributes, String text) {
    String type = attributes.getOrDefault(AT_TYPE, "");
    boolean floating = type.equals("Edm.Double") || type.equals("Edm.Single");
    return floating && !text.isEmpty() ? new BigDecimal(text).stripTrailingZeros() : text;
  }

  private static final String AT_TYPE =
      "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}type";

  private static String name(Node node) {
    return "{" + node.getNamespaceURI() + "}" + node.getLocalName();
  }
}
