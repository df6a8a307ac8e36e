package org.syncline.wire.atom;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.util.SymbolTable;
import javax.xml.stream.XMLInputFactory;
import org.codehaus.stax2.XMLInputFactory2;

/** Makes the parsers of bodies: all their limits, and {@link BodyNames} of its own for each. */
final class BodyParsers extends WstxInputFactory {
  static final int MOST_TEXT_CHARS = 16 << 20;
  private static final int MOST_DEPTH = 32;
  private static final int MOST_ATTRIBUTES = 64;
  private static final int MOST_ATTRIBUTE_CHARS = 64 << 10;

  private BodyParsers() {}

  static XMLInputFactory factory() {
    BodyParsers factory = new BodyParsers();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MOST_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MOST_ATTRIBUTE_CHARS);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MOST_TEXT_CHARS);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    // interned names of strangers would stay in memory for long
    factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
    return factory;
  }

  @Override
  public ReaderConfig createPrivateConfig() {
    return mConfig.createNonShared(new BodyNames());
  }

  /** Nothing is learnt from strangers. */
  @Override
  public synchronized void updateSymbolTable(SymbolTable names) {}
}
