package org.syncline.scope.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.sax.SAXTransformerFactory;
import javax.xml.transform.sax.TransformerHandler;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * The configuration file of SyncSvcUtil, as the tool read it (inside a .NET configuration file) and
 * as its schema was published (the section alone).
 */
public final class ScopeFile {
  private static final String SECTION = "SyncConfiguration";

  private ScopeFile() {}

  /**
   * Reads the scopes in the order of the file.
   *
   * @throws IllegalStateException if there is no such file, or it is not what it should be; the
   *     message names the file, the place and what is wrong
   */
  public static List<ConfiguredScope> read(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return new ScopeFileReader(section(content)).scopes();
    } catch (SAXParseException e) {
      throw new IllegalStateException(
          "scope file %s, line %d, column %d: %s"
              .formatted(file, e.getLineNumber(), e.getColumnNumber(), e.getMessage()),
          e);
    } catch (SAXException | IllegalArgumentException e) {
      throw new IllegalStateException("scope file %s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "scope file %s cannot be read: %s; syncline.scope-files must name files that the server may read"
              .formatted(file, e),
          e);
    }
  }

  private static Element section(InputStream content) throws SAXException, IOException {
    Element root = parse(content).getDocumentElement();
    if (root.getTagName().equals(SECTION)) {
      return root;
    }
    List<Element> sections = ScopeFileReader.children(root, SECTION);
    if (sections.size() != 1) {
      throw new IllegalArgumentException(
          sections.isEmpty()
              ? "there is no <SyncConfiguration> in it, neither at its root nor in <configuration>"
              : "there are several <SyncConfiguration> in it");
    }
    return sections.get(0);
  }

  /** Checks while it parses, so that faults have a place, and fills in the defaults. */
  private static Document parse(InputStream content) throws SAXException, IOException {
    try {
      TransformerHandler document =
          ((SAXTransformerFactory) TransformerFactory.newDefaultInstance()).newTransformerHandler();
      DOMResult result = new DOMResult();
      document.setResult(result);
      ValidatorHandler validator = schema().newValidatorHandler();
      validator.setErrorHandler(new FirstFault());
      validator.setContentHandler(document);
      XMLFilterImpl withoutNamespace = new WithoutNamespace(reader());
      withoutNamespace.setErrorHandler(new FirstFault());
      withoutNamespace.setContentHandler(validator);
      withoutNamespace.parse(new InputSource(content));
      return (Document) result.getNode();
    } catch (ParserConfigurationException | TransformerConfigurationException e) {
      throw new IllegalStateException("this Java runtime has no XML parser that refuses DTDs", e);
    }
  }

  private static XMLReader reader() throws SAXException, ParserConfigurationException {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newSAXParser().getXMLReader();
  }

  private static Schema schema() throws SAXException {
    try (InputStream definition =
        Objects.requireNonNull(
            ScopeFile.class.getResourceAsStream("SyncConfiguration.xsd"), "the schema")) {
      return SchemaFactory.newDefaultInstance().newSchema(new StreamSource(definition));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Editors of .NET give configuration files a namespace that means nothing to its readers. */
  private static final class WithoutNamespace extends XMLFilterImpl {
    WithoutNamespace(XMLReader parent) {
      super(parent);
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes)
        throws SAXException {
      super.startElement("", localName, localName, attributes);
    }

    @Override
    public void endElement(String uri, String localName, String name) throws SAXException {
      super.endElement("", localName, localName);
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) {
      // none is left
    }

    @Override
    public void endPrefixMapping(String prefix) {
      // none is left
    }
  }

  private static final class FirstFault implements ErrorHandler {
    @Override
    public void warning(SAXParseException fault) {
      // nothing that would change what is read
    }

    @Override
    public void error(SAXParseException fault) throws SAXException {
      throw fault;
    }

    @Override
    public void fatalError(SAXParseException fault) throws SAXException {
      throw fault;
    }
  }
}
