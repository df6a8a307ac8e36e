package org.syncline.web;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** Which callers are on this machine. */
final class Callers {
  /** With these a proxy tells that it speaks for somebody else. */
  private static final Set<String> OF_PROXIES =
      Set.of("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip");

  private Callers() {}

  /** Whether a request was made on this machine, and not just passed on from here. */
  static boolean isLocal(HttpCall call) {
    return call.caller() != null
        && call.headers().keySet().stream()
            .noneMatch(name -> OF_PROXIES.contains(name.toLowerCase(Locale.ROOT)))
        && isOfThisMachine(call.caller());
  }

  private static boolean isOfThisMachine(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return parsed.isLoopbackAddress() || NetworkInterface.getByInetAddress(parsed) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  /** Whether nobody but this machine reaches a server that listens there. */
  static boolean isLoopback(String listen) {
    try {
      return !listen.isBlank() && InetAddress.getByName(listen.strip()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
