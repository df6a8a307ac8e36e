package org.syncline.wire.internal;

/** Escapes nothing: for ids that stand by themselves. */
final class RawEscapes extends Escapes {
  static final RawEscapes RAW = new RawEscapes();

  private RawEscapes() {
    super("");
  }

  @Override
  protected int write(Utf8Buffer out, String text, int at) {
    int character = text.codePointAt(at);
    out.codePoint(character);
    return Character.charCount(character);
  }
}
