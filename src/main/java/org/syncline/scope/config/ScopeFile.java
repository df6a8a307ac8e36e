package org.syncline.scope.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

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
    Element root = parser().parse(content).getDocumentElement();
    if (root.getTagName().equals(SECTION)) {
      return root;
    }
    return ScopeFileReader.children(root, SECTION).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no <SyncConfiguration> in it, neither at its root nor in <configuration>"));
  }

  /** Checks while it parses, so that faults have a place, and fills in the defaults. */
  private static DocumentBuilder parser() throws SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setSchema(schema());
    factory.setXIncludeAware(false);
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder parser = factory.newDocumentBuilder();
      parser.setErrorHandler(new FirstFault());
      return parser;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java runtime has no XML parser that refuses DTDs", e);
    }
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
