package org.syncline.clients;

import java.net.URI;
import java.util.UUID;
import org.syncline.testkit.SharedServer;

/** The original clients in the formats that each of them uses. */
enum Kind {
  N_JSON {
    @Override
    OriginalClient open(URI server, UUID user) {
      return new DotNetClient(server, user, true);
    }
  },
  N_ATOM {
    @Override
    OriginalClient open(URI server, UUID user) {
      return new DotNetClient(server, user, false);
    }
  },
  W_JSON {
    @Override
    OriginalClient open(URI server, UUID user) {
      return new WinRtClient(server, user, true, UPLOAD_ROWS);
    }
  },
  W_ATOM {
    @Override
    OriginalClient open(URI server, UUID user) {
      return new WinRtClient(server, user, false, UPLOAD_ROWS);
    }
  },
  A {
    @Override
    OriginalClient open(URI server, UUID user) {
      return new AndroidClient(server, user, OLD_ANDROID);
    }
  };

  /** To which the shared server tells errors as conflicts. */
  static final String OLD_ANDROID =
      "Dalvik/1.6.0 (Linux; U; Android 4.4.4; " + SharedServer.CANNOT_READ_ERRORS + ")";

  /** Few enough that long uploads are split. */
  private static final int UPLOAD_ROWS = 20;

  abstract OriginalClient open(URI server, UUID user);
}
