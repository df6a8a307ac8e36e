package org.syncline.testkit;

/**
 * One of the two formats, as an original client writes and reads it. Shares no code with the
 * server's own readers and writers, so that an error in those cannot hide itself.
 */
public enum WireFormat {
  JSON("application/json") {
    @Override
    byte[] write(WireMessage request) {
      return JsonWire.write(request);
    }

    @Override
    WireMessage read(byte[] answer) {
      return JsonWire.read(answer);
    }
  },
  ATOM("application/atom+xml") {
    @Override
    byte[] write(WireMessage request) {
      return AtomWire.write(request);
    }

    @Override
    WireMessage read(byte[] answer) {
      return AtomWire.read(answer);
    }
  };

  private final String mediaType;

  WireFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  abstract byte[] write(WireMessage request);

  /** Fails the test if an original client would refuse the answer or misread it. */
  abstract WireMessage read(byte[] answer);
}
